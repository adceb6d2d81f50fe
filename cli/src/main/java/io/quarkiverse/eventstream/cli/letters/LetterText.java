package io.quarkiverse.eventstream.cli.letters;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstream.EventHeader;
import io.quarkiverse.eventstream.cli.console.Block;
import io.quarkiverse.eventstream.cli.console.Words;
import io.quarkiverse.eventstream.operations.Letter;
import io.quarkiverse.eventstream.operations.LetterFailure;
import io.quarkiverse.eventstream.operations.LetterState;
import io.quarkiverse.eventstream.operations.LetterStatus;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;
import io.quarkiverse.eventstream.runtime.model.DeadLetter;

/** A letter for people, whole: a line for each thing that is known. */
public final class LetterText {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Letter letter;
    private final Block block;

    private LetterText(Letter letter) {
        this.letter = letter;
        this.block = new Block(letter.id() + "  " + state(letter.status().state()));
    }

    /** The lines of a letter. */
    public static String of(Letter letter) {
        LetterText text = new LetterText(letter);
        text.status();
        text.failure(letter.failure());
        text.record();
        return text.block.toString();
    }

    /** The name of a state, as options have it. */
    public static String state(LetterState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private void status() {
        LetterStatus status = letter.status();
        if (status.by() != null) {
            line("since", status.at() + " by " + status.by() + (status.reason() == null ? "" : ": " + status.reason()));
        }
        if (letter.summary().redrives() > 0) {
            line("redriven before", Words.count(letter.summary().redrives(), "time"));
        }
        letter.previous().ifPresent(previous -> line("letter before", previous.toString()));
        letter.next().ifPresent(next -> line("letter after", next.toString()));
    }

    private void failure(LetterFailure failure) {
        letter.origin().ifPresent(from -> line("of", from.topic() + "-" + from.partition() + "@" + from.offset()
                + (from.timestamp() == null ? "" : ", written at " + from.timestamp())));
        line("listener", failure.listener());
        line("group", failure.group());
        line("failed", failure.at() + (failure.attempts() == 0 ? "" : ", attempts: " + failure.attempts())
                + (isUndecodable(failure) ? ", undecodable for the listener" : ""));
        line("exception", failure.exception());
        line("message", failure.message());
        line("in", failure.frame());
        line("fingerprint", failure.fingerprint());
        line("service", failure.service() == null || failure.serviceVersion() == null
                ? failure.service()
                : failure.service() + " " + failure.serviceVersion());
        letter.traceId().ifPresent(trace -> line("trace", trace));
    }

    private static boolean isUndecodable(LetterFailure failure) {
        return failure.reason() != null && !failure.reason().equals("failed");
    }

    private void record() {
        letter.undecodable().ifPresent(reason -> line("undecodable", reason));
        line("key", letter.summary().key());
        line("headers", letter.record().headers().stream().filter(header -> !header.name().startsWith(DeadLetter.HEADER))
                .map(LetterText::header).collect(Collectors.joining(", ")));
        if (letter.isReference()) {
            line("value", "left out, because the record was too large for this topic");
        } else if (letter.record().value() == null) {
            line("value", "none: a tombstone");
        } else {
            block.line("value", Block.whole(value(new String(letter.record().value(), StandardCharsets.UTF_8))));
        }
        letter.stackTrace().ifPresent(trace -> block.line("stack trace", Block.whole(trace)));
    }

    private static String header(EventHeader header) {
        return header.name() + "=" + (header.value() == null ? "null" : header.text());
    }

    /** Indented, if it is JSON. */
    private static String value(String text) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(MAPPER.readTree(text));
        } catch (JsonProcessingException e) {
            return text;
        }
    }

    /** Without empty ones. */
    private void line(String name, String value) {
        if (value != null && !value.isEmpty()) {
            block.line(name, UntrustedText.of(value, Integer.MAX_VALUE));
        }
    }
}
