package io.quarkiverse.eventstream.operations.runtime.dev.ui;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;

import io.quarkiverse.eventstream.EventHeader;
import io.quarkiverse.eventstream.operations.Letter;
import io.quarkiverse.eventstream.operations.LetterFailure;
import io.quarkiverse.eventstream.operations.LetterId;
import io.quarkiverse.eventstream.operations.LetterStatus;
import io.quarkiverse.eventstream.operations.LetterSummary;

/**
 * A letter on the page. What is not known is empty.
 *
 * @param id the coordinates of the letter
 * @param status who set the state, when, and why
 * @param origin the coordinates of the record that failed
 * @param payload the payload as indented JSON; the value as text if it is undecodable, with the problem
 * @param previous the letter that was redriven and failed again
 * @param next the letter that this one became when it failed again
 */
public record LetterView(String id, String state, String status, FailureView failure, String event, String eventId, String key,
        int redrives, String origin, String payload, String problem, String stackTrace, String traceId, String previous,
        String next, List<HeaderView> headers) {

    private static final int LONGEST_TEXT = 64 * 1024;

    /** Why the event was given up. */
    public record FailureView(String reason, String exception, String message, String frame, String listener, String group,
            int attempts, String at, String service) {}

    /** A header of the record, as text. */
    public record HeaderView(String name, String value) {}

    /** In a list: without what only the record has. */
    static LetterView of(LetterSummary letter) {
        return new LetterView(letter.id().toString(), letter.status().state().name(), status(letter.status()),
                failure(letter.failure()), text(letter.eventName()), text(letter.eventId()), text(letter.key()),
                letter.redrives(), "", "", "", "", "", "", "", List.of());
    }

    static LetterView of(Letter letter) {
        LetterSummary summary = letter.summary();
        return new LetterView(letter.id().toString(), letter.status().state().name(), status(letter.status()),
                failure(letter.failure()), text(summary.eventName()), text(summary.eventId()), text(summary.key()),
                summary.redrives(),
                letter.origin().map(origin -> origin.topic() + "-" + origin.partition() + "@" + origin.offset()).orElse(""),
                cut(payload(letter)), letter.undecodable().orElse(""), cut(letter.stackTrace().orElse("")),
                letter.traceId().orElse(""), letter.previous().map(LetterId::toString).orElse(""),
                letter.next().map(LetterId::toString).orElse(""), headers(letter));
    }

    private static String payload(Letter letter) {
        Function<byte[], String> asText = value -> value == null ? "" : new EventHeader("value", value).text();
        return letter.event().filter(event -> letter.undecodable().isEmpty())
                .map(event -> event.hasPayload() ? event.payloadAsTree().toPrettyString() : "")
                .orElseGet(() -> asText.apply(letter.record().value()));
    }

    private static List<HeaderView> headers(Letter letter) {
        return letter.record().headers().stream()
                .map(header -> new HeaderView(header.name(), header.value() == null ? "" : cut(header.text()))).toList();
    }

    private static FailureView failure(LetterFailure failure) {
        String version = text(failure.serviceVersion());
        return new FailureView(text(failure.reason()), text(failure.exception()), text(failure.message()),
                text(failure.frame()), text(failure.listener()), text(failure.group()), failure.attempts(), text(failure.at()),
                text(failure.service()) + (version.isEmpty() ? "" : " " + version));
    }

    private static String status(LetterStatus status) {
        return status.by() == null
                ? ""
                : "by " + status.by() + (status.at() == null ? "" : " at " + status.at())
                        + (status.reason() == null ? "" : ": " + status.reason());
    }

    static String text(String text) {
        return text == null ? "" : text;
    }

    static String text(Instant time) {
        return time == null ? "" : time.toString();
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "\n… cut";
    }
}
