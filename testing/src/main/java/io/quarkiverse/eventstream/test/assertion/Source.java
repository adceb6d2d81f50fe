package io.quarkiverse.eventstream.test.assertion;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.test.ObservedCall;
import io.quarkiverse.eventstream.test.Outcome;
import io.quarkiverse.eventstream.test.PublishedEvent;
import io.quarkiverse.eventstream.test.assertion.Seen.Coordinates;
import io.quarkiverse.eventstream.test.observe.StreamRecorder;

/**
 * What can be asked for.
 *
 * @param singular one of it, in words
 * @param plural several of it, in words
 * @param listens how the listener is linked to it, in words; null if it has none
 * @param standing what lines about it tell of how its record stands with its listeners
 * @param seen what was seen of it, and of its like
 * @param <E> what a test gets of it
 */
public record Source<E>(String singular, String plural, String listens, Standing standing,
        Function<StreamRecorder, List<Seen<E>>> seen) {

    /** What the last line about a record adds of how the record stands with its listeners. */
    enum Standing {
        /** All. */
        OF_ALL,
        /** All, unless the record was delivered to everyone: the calls say so. */
        UNLESS_DELIVERED,
        /** Nothing: the lines have shown it. */
        SHOWN
    }

    /** Events that were published, and acknowledged. */
    public static final Source<PublishedEvent> PUBLISHED = new Source<>("event published", "events published", null,
            Standing.OF_ALL, recorder -> recorder.published().stream().map(Source::seen).toList());

    /** Calls that ended well. */
    public static final Source<IncomingEvent> DELIVERED = calls("event delivered", "events delivered",
            ObservedCall::succeeded);

    /** Calls that failed. */
    public static final Source<IncomingEvent> FAILED = calls("failed call", "failed calls", call -> call.failure() != null);

    /** Events that a failure policy passed over. */
    public static final Source<IncomingEvent> SKIPPED = outcomes("event skipped", "events skipped", Outcome.SKIPPED);

    /** Records that a failure policy put on a dead-letter topic. */
    public static final Source<IncomingEvent> DEAD_LETTERED = outcomes("record dead-lettered", "records dead-lettered",
            Outcome.DEAD_LETTERED);

    private static Seen<PublishedEvent> seen(PublishedEvent event) {
        return new Seen<>(event, event.sent(), event.topic(), Coordinates.of(event.topic(), event.written()), null,
                event.written() != null, () -> Text.of(event));
    }

    private static Source<IncomingEvent> calls(String singular, String plural, Predicate<ObservedCall> counts) {
        return new Source<>(singular, plural, "to", Standing.UNLESS_DELIVERED, recorder -> recorder.calls().stream()
                .map(call -> new Seen<>(call.event(), call.event(), call.event().topic(), Coordinates.of(call.event()),
                        call.listener(), counts.test(call), () -> Text.of(call)))
                .toList());
    }

    private static Source<IncomingEvent> outcomes(String singular, String plural, Outcome outcome) {
        return new Source<>(singular, plural, "by", Standing.SHOWN, recorder -> recorder.records().stream()
                .flatMap(record -> record.outcomes().entrySet().stream()
                        .map(of -> new Seen<>(record.event(), record.event(), record.topic(), Coordinates.of(record),
                                of.getKey(),
                                of.getValue() == outcome, () -> of.getKey() + " " + of.getValue() + ": " + Text.place(record)
                                        + Text.failures(record.failures(of.getKey())))))
                .toList());
    }
}
