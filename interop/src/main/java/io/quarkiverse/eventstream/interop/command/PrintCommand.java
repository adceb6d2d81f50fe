package io.quarkiverse.eventstream.interop.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the records of a topic. */
@Command(name = "print", sortOptions = false,
        description = "Prints the records of a topic: where they are, key, headers, and of the"
                + " envelope what isn't empty.")
final class PrintCommand implements Callable<Integer> {

    @Mixin
    private Connection connection;

    @Mixin
    private Selection selection;

    @Option(names = "--json", order = 10, description = "One line of JSON for each record.")
    private boolean json;

    @Option(names = "--whole", order = 11, description = "Print all of payloads and texts, instead of their beginnings.")
    private boolean whole;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        EventCodec codec = new EventCodec(new ObjectMapper());
        RecordFormat format = json ? new JsonFormat(codec) : new BlockFormat(codec, whole);
        long read = selection.read(connection, codec, record -> {
            out.println(format.format(record));
            // The reader has closed the pipe, as head does.
            return !out.checkError();
        });
        if (read == 0) {
            spec.commandLine().getErr().println("Nothing was found on " + UntrustedText.of(selection.topic()) + ".");
        }
        return 0;
    }
}
