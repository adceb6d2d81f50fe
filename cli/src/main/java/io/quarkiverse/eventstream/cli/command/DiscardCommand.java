package io.quarkiverse.eventstream.cli.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

import io.quarkiverse.eventstream.cli.connect.Connection;
import io.quarkiverse.eventstream.cli.console.ExitCodes;
import io.quarkiverse.eventstream.cli.console.Output;
import io.quarkiverse.eventstream.cli.console.Words;
import io.quarkiverse.eventstream.cli.letters.Desk;
import io.quarkiverse.eventstream.cli.letters.OpenLetters;
import io.quarkiverse.eventstream.operations.LetterFilter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Discards dead letters. */
@Command(name = "discard", header = "Marks dead letters as needing no work.",
        description = "Marks open letters as discarded, with a reason. They stay in their topic until it deletes them, and letters with the"
                + " same options lists them before.")
public final class DiscardCommand implements Callable<Integer> {

    @Mixin
    private OpenLetters letters;

    @Option(names = "--reason", paramLabel = "TEXT", order = 31, required = true, description = "Why, for the journal.")
    private String reason;

    @Mixin
    private Output output;

    @Mixin
    private Connection connection;

    @Override
    public Integer call() {
        LetterFilter filter = letters.filter();
        try (Desk desk = Desk.of(letters.topic(), connection)) {
            long count = desk.ask(open -> open.discard(letters.topic(), filter, letters.by(), reason));
            if (output.isJson()) {
                Map<String, Object> result = new LinkedHashMap<>();
                result.put("topic", letters.topic());
                result.put("discarded", count);
                output.print(result);
            } else {
                output.print(Words.count(count, "letter") + " discarded.");
            }
        }
        return ExitCodes.OK;
    }
}
