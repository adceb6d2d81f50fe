package io.quarkiverse.eventstream.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;

import io.quarkiverse.eventstream.cli.command.CheckCommand;
import io.quarkiverse.eventstream.cli.command.CompletionCommand;
import io.quarkiverse.eventstream.cli.command.DiscardCommand;
import io.quarkiverse.eventstream.cli.command.GoldenCommand;
import io.quarkiverse.eventstream.cli.command.GroupsCommand;
import io.quarkiverse.eventstream.cli.command.LettersCommand;
import io.quarkiverse.eventstream.cli.command.PublishCommand;
import io.quarkiverse.eventstream.cli.command.RedriveCommand;
import io.quarkiverse.eventstream.cli.command.TailCommand;
import io.quarkiverse.eventstream.cli.command.TopicsCommand;
import io.quarkiverse.eventstream.cli.console.CommandException;
import io.quarkiverse.eventstream.cli.console.ExitCodes;
import io.quarkiverse.eventstream.cli.console.GracefulEnd;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The command line: {@code eventstream --help}. Plain picocli with the envelope of the bus and Kafka's clients, and no container, because a
 * command runs for a moment: its help takes 0.4 seconds of processor time from a jar of 25 MB, and that of an empty command with
 * quarkus-picocli and quarkus-kafka-client 1.2 seconds from 35 MB.
 */
@Command(name = "eventstream", scope = ScopeType.INHERIT, sortOptions = false, synopsisSubcommandLabel = "COMMAND",
        subcommands = {TopicsCommand.class, TailCommand.class, PublishCommand.class, CheckCommand.class, GroupsCommand.class,
                LettersCommand.class, RedriveCommand.class, DiscardCommand.class, GoldenCommand.class, CompletionCommand.class},
        versionProvider = Eventstream.Version.class,
        description = "Shows, publishes, checks and redrives the events of a broker.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:something is wrong with the events, or a topic, group or letter does not exist",
                "2:an option or the configuration is not valid", "3:the broker does not answer, or refuses"})
public final class Eventstream {

    private static final int REASON_LENGTH = 1000;
    private static final int HELP_WIDTH = 110;

    @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT, order = 101, description = "Print this.")
    private boolean help;

    @Option(names = {"-V", "--version"}, versionHelp = true, order = 102, description = "Print the version.")
    private boolean version;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, order = 100,
            description = "Print the log of Kafka's client, and the stack traces of failures, to standard error.")
    private boolean verbose;

    /** For picocli, which sets the options. */
    Eventstream() {}

    /** Runs one command and ends the process. */
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
        Eventstream program = new Eventstream();
        return commandLine(program).setOut(out).setErr(err).execute(line);
    }

    static CommandLine commandLine(Eventstream program) {
        return new CommandLine(program).setUsageHelpAutoWidth(false).setUsageHelpWidth(HELP_WIDTH)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(parsed -> {
                    Logger.getLogger("").setLevel(program.verbose ? Level.INFO : Level.OFF);
                    return new CommandLine.RunLast().execute(parsed);
                })
                .setParameterExceptionHandler((failure, arguments) -> reject(failure))
                .setExecutionExceptionHandler((failure, command, parsed) -> program.fail(failure, command));
    }

    /** Without the help, which is longer than a screen. */
    private static int reject(CommandLine.ParameterException failure) {
        CommandLine command = failure.getCommandLine();
        command.getErr().println(failure.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(failure, command.getErr());
        command.getErr().println("See " + command.getCommandSpec().qualifiedName() + " --help.");
        return ExitCodes.USAGE;
    }

    private int fail(Exception failure, CommandLine command) {
        if (failure instanceof CommandException explained) {
            command.getErr().println(explained.getMessage() + (explained.getMessage().endsWith(".") ? "" : "."));
        } else {
            command.getErr().println("The command failed: " + UntrustedText.of(failure.toString(), REASON_LENGTH)
                    + (verbose ? "" : ". Use --verbose for the stack trace."));
        }
        if (verbose) {
            failure.printStackTrace(command.getErr());
        }
        return failure instanceof CommandException explained ? explained.exitCode() : ExitCodes.FINDINGS;
    }

    /** The version of the jar. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Eventstream.class.getPackage().getImplementationVersion();
            return new String[]{"eventstream " + (version == null ? "(not packaged)" : version)};
        }
    }
}
