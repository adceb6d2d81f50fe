package io.quarkiverse.eventstream.cli.command;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.quarkiverse.eventstream.cli.cluster.DeadLetterTopics;
import io.quarkiverse.eventstream.cli.connect.Connection;
import io.quarkiverse.eventstream.cli.console.ExitCodes;
import io.quarkiverse.eventstream.cli.console.Output;
import io.quarkiverse.eventstream.cli.console.Table;
import io.quarkiverse.eventstream.cli.console.Words;
import io.quarkiverse.eventstream.cli.letters.Desk;
import io.quarkiverse.eventstream.cli.letters.LetterSelection;
import io.quarkiverse.eventstream.cli.letters.LetterText;
import io.quarkiverse.eventstream.operations.LetterFilter;
import io.quarkiverse.eventstream.operations.LetterGroup;
import io.quarkiverse.eventstream.operations.LetterPage;
import io.quarkiverse.eventstream.operations.LetterState;
import io.quarkiverse.eventstream.operations.LetterSummary;
import io.quarkiverse.eventstream.operations.LetterTopic;
import io.quarkiverse.eventstream.operations.PageRequest;
import io.quarkiverse.eventstream.operations.runtime.letter.LetterConditions;
import io.quarkiverse.eventstream.operations.runtime.letter.LetterMembers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists dead letters. */
@Command(name = "letters", subcommands = LettersShowCommand.class, synopsisSubcommandLabel = "[show ID...]",
        header = "Lists dead letters by topic, by cause, or one by one.",
        description = "Without a topic, lists the dead-letter topics with the number of letters in each state. With a topic, lists its open"
                + " letters by cause: exception, listener and method; with --list one by one.")
public final class LettersCommand implements Callable<Integer> {

    private static final int LARGEST_PAGE = 1000;

    @Parameters(arity = "0..1", paramLabel = "TOPIC",
            description = "A dead-letter topic's whole name, with the prefix (default: all of them, counted).")
    private String topic;

    @Option(names = "--list", order = 1, description = "List letters one by one, the newest first.")
    private boolean list;

    @Option(names = "--oldest-first", order = 2, description = "List letters one by one, the oldest first.")
    private boolean oldestFirst;

    private int limit = 50;

    @Mixin
    private LetterSelection selection;

    @Option(names = "--state", paramLabel = "STATE,...", order = 19, defaultValue = "open",
            description = "Only letters in these states: open, redriven, resolved, failed, discarded, or all (default: open).")
    private String states;

    @Mixin
    private Output output;

    @Mixin
    private Connection connection;

    @Spec
    private CommandSpec command;

    @Option(names = "--limit", paramLabel = "N", order = 3, description = "List N letters one by one (default: 50).")
    void limit(int most) {
        if (most < 1) {
            throw new ParameterException(command.commandLine(), "--limit takes a number from 1 on.");
        }
        limit = most;
    }

    @Override
    public Integer call() {
        if (topic == null) {
            requireNoSelection();
            topics();
        } else {
            LetterFilter filter = filter();
            try (Desk desk = Desk.of(topic, connection)) {
                if (list || oldestFirst) {
                    letters(desk, filter);
                } else {
                    groups(desk, filter);
                }
            }
        }
        return ExitCodes.OK;
    }

    private void requireNoSelection() {
        if (list || oldestFirst || !selection.isEmpty()) {
            throw new ParameterException(command.commandLine(), "Letters are listed of one TOPIC: give its name.");
        }
    }

    private LetterFilter filter() {
        LetterFilter.Builder filter = selection.filter(topic);
        try {
            LetterConditions.add(filter, "state", states);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--state: " + e.getMessage() + ".", e);
        }
        return filter.build();
    }

    private void topics() {
        try (Desk desk = Desk.open(connection)) {
            Collection<String> names = DeadLetterTopics.find(connection);
            List<LetterTopic> topics = desk.ask(open -> names.stream().map(open::topicOf).toList());
            if (output.isJson()) {
                topics.forEach(each -> output.print(LetterMembers.topic(each)));
            } else {
                Table table = new Table("TOPIC", "PARTITIONS", "OPEN", "REDRIVEN", "RESOLVED", "FAILED", "DISCARDED");
                topics.forEach(each -> table.row(each.topic(), each.partitions(), each.count(LetterState.OPEN),
                        each.count(LetterState.REDRIVEN), each.count(LetterState.RESOLVED), each.count(LetterState.FAILED),
                        each.count(LetterState.DISCARDED)));
                table.lines().forEach(output::print);
            }
            if (topics.isEmpty()) {
                output.hint("No dead-letter topic was found at " + connection.servers() + ".");
            }
        }
    }

    private void groups(Desk desk, LetterFilter filter) {
        List<LetterGroup> groups = desk.ask(open -> open.groups(topic, filter));
        if (output.isJson()) {
            groups.forEach(group -> output.print(LetterMembers.group(group)));
        } else if (!groups.isEmpty()) {
            Table table = new Table("LETTERS", "EXCEPTION", "LISTENER", "IN", "FIRST", "LAST", "FINGERPRINT");
            groups.forEach(group -> table.row(group.count(), group.isOthers() ? "(others)" : group.exception(),
                    group.listener(), group.frame(), Words.time(group.first()), Words.time(group.last()),
                    group.fingerprint()));
            table.lines().forEach(output::print);
        }
        if (groups.isEmpty()) {
            hintOfNone();
        }
    }

    private void hintOfNone() {
        output.hint("No letter of " + topic + " is " + (states.equals("all") ? "there" : states)
                + (selection.isEmpty() ? "" : ", and meets the conditions") + ".");
    }

    private void letters(Desk desk, LetterFilter filter) {
        LetterMembers members = new LetterMembers(true);
        Table table = new Table("ID", "STATE", "FAILED", "EXCEPTION", "LISTENER", "NAME", "KEY");
        PageRequest request = new PageRequest(!oldestFirst, Math.min(limit, LARGEST_PAGE), null);
        int left = limit;
        Optional<String> next;
        do {
            PageRequest asked = request;
            LetterPage page = desk.ask(open -> open.letters(topic, filter, asked));
            left -= page.letters().size();
            for (LetterSummary letter : page.letters()) {
                if (output.isJson()) {
                    output.print(members.summary(letter));
                } else {
                    table.row(letter.id(), LetterText.state(letter.status().state()), Words.time(letter.failure().at()),
                            letter.failure().exception(), letter.failure().listener(), letter.eventName(), letter.key());
                }
            }
            next = page.next();
            request = new PageRequest(!oldestFirst, Math.max(1, Math.min(left, LARGEST_PAGE)), next.orElse(null));
        } while (left > 0 && next.isPresent() && !output.isClosed());
        if (left == limit) {
            hintOfNone();
        } else if (!output.isJson()) {
            table.lines().forEach(output::print);
        }
        if (left == 0 && next.isPresent()) {
            output.hint("There may be more: --limit lists more than " + limit + ".");
        }
    }
}
