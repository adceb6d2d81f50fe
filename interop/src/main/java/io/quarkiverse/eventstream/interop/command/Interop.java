package io.quarkiverse.eventstream.interop.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.apache.kafka.common.config.ConfigException;

import io.quarkiverse.eventstream.runtime.log.UntrustedText;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * Checks whether clients of a topic understand each other: {@code interop/run --help}. Exits with 0 without findings, with 1 if there are
 * some or the check failed, with 2 if options are invalid.
 */
@Command(name = "interop/run",
        description = "Prints and checks the envelopes on a topic, and compares what a client makes of golden"
                + " records.",
        subcommands = {PrintCommand.class, CheckCommand.class, GoldenCommand.class, CompareCommand.class},
        sortOptions = false, synopsisSubcommandLabel = "COMMAND")
public final class Interop implements Runnable {

    static final int FAILED = 1;

    private static final int REASON_LENGTH = 1000;

    @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT, description = "Print this.", order = 100)
    private boolean help;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Let Kafka's client log to standard error.",
            order = 99)
    private boolean verbose;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    /** For picocli, which sets the options. */
    Interop() {}

    /** Runs one command and ends the JVM. */
    public static void main(String[] line) {
        // Envelopes are UTF-8, independent of the terminal's settings.
        PrintWriter out = writer(new FileOutputStream(FileDescriptor.out));
        PrintWriter err = writer(new FileOutputStream(FileDescriptor.err));
        int code = run(out, err, line);
        out.flush();
        err.flush();
        GracefulEnd.exit(code);
    }

    private static PrintWriter writer(OutputStream out) {
        return new PrintWriter(out, true, StandardCharsets.UTF_8);
    }

    /** Runs one command, and returns the exit code. */
    static int run(PrintWriter out, PrintWriter err, String... line) {
        Interop interop = new Interop();
        return new CommandLine(interop).setOut(out).setErr(err).setUsageHelpAutoWidth(false).setUsageHelpWidth(110)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(parsed -> {
                    Logger.getLogger("").setLevel(interop.verbose ? Level.INFO : Level.OFF);
                    return new CommandLine.RunLast().execute(parsed);
                })
                .setExecutionExceptionHandler((failure, command, parsed) -> fail(failure, command))
                .execute(line);
    }

    private static int fail(Exception failure, CommandLine command) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConfigException) {
                command.getErr().println("Kafka's client does not take the properties: "
                        + UntrustedText.of(cause.getMessage(), REASON_LENGTH) + ". See --property and --command-config.");
                return CommandLine.ExitCode.USAGE;
            }
        }
        command.getErr().println(failure instanceof InteropException
                ? failure.getMessage()
                : UntrustedText.of(failure.toString(), REASON_LENGTH));
        return FAILED;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: print, check, golden or compare.");
    }
}
