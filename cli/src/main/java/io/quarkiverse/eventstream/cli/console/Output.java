package io.quarkiverse.eventstream.cli.console;

import java.io.PrintWriter;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The output of a command, and the option that says its form. */
public final class Output {

    @Option(names = {"-o", "--output"}, paramLabel = "FORMAT", defaultValue = "text", order = 80,
            description = "The form of the output: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). JSON is one object on each"
                    + " line.")
    private OutputFormat format;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    public boolean isJson() {
        return format == OutputFormat.JSON;
    }

    public PrintWriter out() {
        return command.commandLine().getOut();
    }

    /** Prints a line of text. */
    public void print(String line) {
        out().println(line);
    }

    /** Prints a line of JSON. */
    public void print(JsonNode line) {
        out().println(JsonText.of(line));
    }

    /** Prints a line of JSON. */
    public void print(Map<String, Object> line) {
        out().println(JsonText.of(line));
    }

    /** Prints a line that is no result, to standard error. */
    public void hint(String line) {
        command.commandLine().getErr().println(line);
    }

    /** Whether no one reads the output any more, as behind {@code head}. */
    public boolean isClosed() {
        return out().checkError();
    }
}
