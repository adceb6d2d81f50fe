package io.quarkiverse.eventstream.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;

import io.quarkiverse.eventstream.cli.connect.Connection;
import io.quarkiverse.eventstream.cli.console.CommandException;
import io.quarkiverse.eventstream.cli.console.ExitCodes;
import io.quarkiverse.eventstream.cli.console.GracefulEnd;
import io.quarkiverse.eventstream.cli.console.Output;
import io.quarkiverse.eventstream.cli.console.Table;
import io.quarkiverse.eventstream.cli.console.Words;
import io.quarkiverse.eventstream.cli.letters.Desk;
import io.quarkiverse.eventstream.cli.letters.OpenLetters;
import io.quarkiverse.eventstream.operations.LetterFilter;
import io.quarkiverse.eventstream.operations.LetterId;
import io.quarkiverse.eventstream.operations.Redrive;
import io.quarkiverse.eventstream.operations.RedriveOptions;
import io.quarkiverse.eventstream.operations.RedrivePlan;
import io.quarkiverse.eventstream.operations.RedriveRefusal;
import io.quarkiverse.eventstream.operations.runtime.letter.LetterMembers;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Redrives dead letters. */
@Command(name = "redrive", header = "Delivers dead letters again, to the listeners that gave them up.",
        description = "Delivers open letters again, each to the listener that gave it up and to no other one, and each once. The instances"
                + " of its service do that, now or when they start. An interruption (Ctrl-C) ends it early: the others stay open."
                + " Exits with 1 if letters are refused, or if it was ended early.")
public final class RedriveCommand implements Callable<Integer> {

    @Mixin
    private OpenLetters letters;

    @Option(names = "--dry-run", order = 1, description = "Print what would be redriven, and write nothing.")
    private boolean dryRun;

    @Option(names = "--rate", paramLabel = "N", order = 2, defaultValue = "" + RedriveOptions.DEFAULT_RATE,
            description = "Redrive N letters in a second at most (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(names = "--limit", paramLabel = "N", order = 3, description = "Redrive N letters at most.")
    private Long limit;

    @Option(names = "--edited-value", paramLabel = "FILE", order = 4,
            description = "Redrive one letter, given by --id, with the envelope in this file instead of its own.")
    private Path editedValue;

    @ArgGroup(exclusive = false)
    private Target target;

    @Option(names = "--reason", paramLabel = "TEXT", order = 31, description = "Why, for the journal.")
    private String reason;

    @Mixin
    private Output output;

    @Mixin
    private Connection connection;

    @Spec
    private CommandSpec command;

    /** For letters that name none. */
    private static final class Target {

        @Option(names = "--to-listener", paramLabel = "LISTENER", order = 5, required = true,
                description = "The listener that gets letters that name none, such as those of services in Go.")
        private String listener;

        @Option(names = "--to-group", paramLabel = "GROUP", order = 6, required = true,
                description = "The whole name of its group, with the prefix.")
        private String group;
    }

    @Override
    public Integer call() {
        LetterFilter filter = letters.filter();
        RedriveOptions options = options();
        try (Desk desk = Desk.of(letters.topic(), connection)) {
            RedrivePlan plan = desk.ask(open -> open.plan(letters.topic(), filter, options));
            if (dryRun) {
                print(plan);
                return plan.refused().isEmpty() ? ExitCodes.OK : ExitCodes.FINDINGS;
            }
            if (plan.count() == 0) {
                // No journal is created for nothing.
                return finish(0, plan.refused());
            }
            output.hint("Redriving " + Words.count(plan.count(), "letter") + " of " + letters.topic() + ", at most " + rate
                    + " in a second.");
            return await(desk.ask(open -> open.redrive(letters.topic(), filter, options)), desk);
        }
    }

    private RedriveOptions options() {
        if (editedValue != null && !letters.isOneId()) {
            throw new ParameterException(command.commandLine(), "--edited-value is for one letter: give its --id.");
        }
        try {
            RedriveOptions.Builder options = RedriveOptions.by(letters.by()).ratePerSecond(rate);
            if (limit != null) {
                options.limit(limit);
            }
            if (reason != null) {
                options.reason(reason);
            }
            if (editedValue != null) {
                options.editedValue(read(editedValue));
            }
            if (target != null) {
                options.target(target.listener, target.group);
            }
            return options.build();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage() + ".", e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new CommandException(ExitCodes.USAGE, "--edited-value " + UntrustedText.of(file.toString())
                    + " can't be read as UTF-8: " + UntrustedText.of(e.toString()) + ". Name a file with an envelope", e);
        }
    }

    private void print(RedrivePlan plan) {
        if (output.isJson()) {
            output.print(LetterMembers.plan(plan));
            return;
        }
        Table listeners = new Table("LETTERS", "LISTENER");
        plan.byListener().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .forEach(listener -> listeners.row(listener.getValue(), listener.getKey()));
        printUnlessEmpty(listeners);
        plan.letters().forEach(id -> output.print(id.toString()));
        if (plan.count() > plan.letters().size()) {
            output.print("and " + (plan.count() - plan.letters().size()) + " more");
        }
        plan.refusedLetters().entrySet().stream().sorted(Map.Entry.comparingByKey(
                Comparator.comparing(LetterId::toString)))
                .forEach(refused -> output.print(refused.getKey() + " " + refused.getValue().text()));
        printRefused(plan.refused());
        output.print(Words.count(plan.count(), "letter") + " would be redriven, none is (--dry-run).");
    }

    private void printUnlessEmpty(Table table) {
        if (!table.isEmpty()) {
            table.lines().forEach(output::print);
        }
    }

    private void printRefused(Map<RedriveRefusal, Long> refused) {
        Table table = new Table("REFUSED", "REASON");
        refused.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .forEach(reasons -> table.row(reasons.getValue(), reasons.getKey().text()));
        printUnlessEmpty(table);
    }

    private int await(Redrive redrive, Desk desk) {
        try {
            GracefulEnd.during(() -> redrive.completion().toCompletableFuture().join(), redrive::cancel);
            return finish(redrive.redriven(), redrive.refused());
        } catch (CompletionException e) {
            report(redrive.redriven(), redrive.refused(), false);
            if (e.getCause() instanceof CancellationException) {
                output.hint("The redrive was ended early: the other letters stay open.");
                return ExitCodes.FINDINGS;
            }
            throw desk.explained(e.getCause());
        }
    }

    private int finish(long redriven, Map<RedriveRefusal, Long> refused) {
        report(redriven, refused, true);
        return refused.isEmpty() ? ExitCodes.OK : ExitCodes.FINDINGS;
    }

    private void report(long redriven, Map<RedriveRefusal, Long> refused, boolean isComplete) {
        if (output.isJson()) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("topic", letters.topic());
            result.put("redriven", redriven);
            result.put("refused", LetterMembers.refused(refused));
            result.put("complete", isComplete);
            output.print(result);
        } else {
            printRefused(refused);
            output.print(Words.count(redriven, "letter") + " redriven.");
        }
    }
}
