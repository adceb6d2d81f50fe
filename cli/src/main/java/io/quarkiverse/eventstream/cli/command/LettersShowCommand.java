package io.quarkiverse.eventstream.cli.command;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.quarkiverse.eventstream.cli.connect.Connection;
import io.quarkiverse.eventstream.cli.console.ExitCodes;
import io.quarkiverse.eventstream.cli.console.Output;
import io.quarkiverse.eventstream.cli.letters.Desk;
import io.quarkiverse.eventstream.cli.letters.LetterText;
import io.quarkiverse.eventstream.operations.Letter;
import io.quarkiverse.eventstream.operations.LetterId;
import io.quarkiverse.eventstream.operations.runtime.letter.LetterMembers;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Shows dead letters. */
@Command(name = "show", header = "Shows all that is known of dead letters.",
        description = "Shows letters whole: state, failure, stack trace, key, headers and value. Exits with 1 if one does not exist.")
public final class LettersShowCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "ID", converter = IdConverter.class,
            description = "The id of a letter, such as shop.orders.dlq-0@17.")
    private List<LetterId> ids;

    @Mixin
    private Output output;

    @Mixin
    private Connection connection;

    /** Reads an id. */
    static final class IdConverter implements ITypeConverter<LetterId> {

        @Override
        public LetterId convert(String text) {
            try {
                return LetterId.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    @Override
    public Integer call() {
        boolean complete = true;
        for (LetterId id : ids) {
            try (Desk desk = Desk.of(id.topic(), connection)) {
                Optional<Letter> letter = desk.ask(open -> open.letter(id));
                letter.ifPresent(this::print);
                if (letter.isEmpty()) {
                    complete = false;
                    output.hint("There is no letter " + id + ", or none any more.");
                }
            }
        }
        return complete ? ExitCodes.OK : ExitCodes.FINDINGS;
    }

    private void print(Letter letter) {
        if (output.isJson()) {
            output.print(new LetterMembers(true).letter(letter));
        } else {
            output.print(LetterText.of(letter));
        }
    }
}
