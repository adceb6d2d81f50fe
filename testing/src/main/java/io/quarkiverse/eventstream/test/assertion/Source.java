package io.quarkiverse.eventstream.test.assertion;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.test.assertion.Seen.Coordinates;
import io.quarkiverse.eventstream.test.observe.StreamRecorder;
import io.quarkiverse.eventstream.test.observed.ObservedInvocation;
import io.quarkiverse.eventstream.test.observed.Outcome;
import io.quarkiverse.eventstream.test.observed.PublishedEvent;

/**
 * The kinds of observation that an assertion can be about.
 *
 * @param singular the noun in the singular
 * @param plural the noun in the plural
 * @param listens the preposition before its listener; null if it has none
 * @param followsSending whether a delayed event can't be among them before it is sent
 * @param standing whether its lines show the outcomes of its record
 * @param seen returns the observations, also those that do not {@linkplain Seen#counts count}
 * @param <E> the type of an observed event
 */
public record Source<E>(String singular, String plural, String listens, boolean followsSending, Standing standing,
        Function<StreamRecorder, List<Seen<E>>> seen) {

    /** The outcomes that the last line about a record shows. */
    enum Standing {
        /** Those at all listeners. */
        OF_ALL,
        /** Those at all listeners, unless all are {@code DELIVERED}: the lines of the invocations show that. */
        UNLESS_DELIVERED,
        /** None: the lines have shown them. */
        SHOWN
    }

    /** Events that were published and acknowledged. */
    public static final Source<PublishedEvent> PUBLISHED = publications("event published", "events published",
            true, event -> event.written() != null);

    /** Events that were stored in the outbox, in a transaction that has committed. */
    public static final Source<PublishedEvent> STORED = publications("event stored", "events stored", false,
            PublishedEvent::stored);

    /** Events that were stored in the outbox, and sent since. */
    public static final Source<PublishedEvent> SENT = publications("stored event sent", "stored events sent",
            true, event -> event.stored() && event.written() != null);

    /** Events whose transaction was rolled back. */
    public static final Source<PublishedEvent> ROLLED_BACK = publications("event rolled back", "events rolled back",
            false, PublishedEvent::rolledBack);

    /** Successful invocations. */
    public static final Source<IncomingEvent> DELIVERED = invocations("event delivered", "events delivered",
            ObservedInvocation::succeeded);

    /** Invocations that failed. */
    public static final Source<IncomingEvent> FAILED = invocations("failed invocation", "failed invocations",
            invocation -> invocation.failure() != null);

    /** Events that a failure policy skipped. */
    public static final Source<IncomingEvent> SKIPPED = outcomes("event skipped", "events skipped", Outcome.SKIPPED);

    /** Records that a failure policy dead-lettered. */
    public static final Source<IncomingEvent> DEAD_LETTERED = outcomes("record dead-lettered", "records dead-lettered",
            Outcome.DEAD_LETTERED);

    private static Source<PublishedEvent> publications(String singular, String plural, boolean followsSending,
            Predicate<PublishedEvent> counts) {
        return new Source<>(singular, plural, null, followsSending, Standing.OF_ALL, recorder -> recorder.published().stream()
                .map(event -> new Seen<>(event, event.sent(), event.topic(), Coordinates.of(event.topic(), event.written()),
                        null,
                        counts.test(event), () -> Text.of(event)))
                .toList());
    }

    private static Source<IncomingEvent> invocations(String singular, String plural, Predicate<ObservedInvocation> counts) {
        return new Source<>(singular, plural, "to", true, Standing.UNLESS_DELIVERED, recorder -> recorder.invocations().stream()
                .map(invocation -> new Seen<>(invocation.event(), invocation.event(), invocation.event().topic(),
                        Coordinates.of(invocation.event()), invocation.listener(), counts.test(invocation),
                        () -> Text.of(invocation)))
                .toList());
    }

    private static Source<IncomingEvent> outcomes(String singular, String plural, Outcome outcome) {
        return new Source<>(singular, plural, "by", true, Standing.SHOWN, recorder -> recorder.records().stream()
                .flatMap(record -> record.outcomes().entrySet().stream()
                        .map(of -> new Seen<>(record.event(), record.event(), record.topic(), Coordinates.of(record),
                                of.getKey(),
                                of.getValue() == outcome,
                                () -> of.getKey() + " " + of.getValue() + ": " + Text.withoutOutcomes(record)
                                        + Text.failures(record.failures(of.getKey())))))
                .toList());
    }
}
