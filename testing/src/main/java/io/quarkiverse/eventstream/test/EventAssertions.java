package io.quarkiverse.eventstream.test;

import java.time.Duration;
import java.util.Objects;

/**
 * Assertions about the activity of a stream since the test began, to be imported statically:
 *
 * <pre>{@code
 * published(events).to("orders").named("orderCreated").withPayload(order).exactly(3);
 * await().delivered(events).to("billing").named("orderCreated").once();
 * await().nothingLost(events);
 * }</pre>
 *
 * Without {@code await()} they check the present state. A failure message lists the expectation, the nearest matches with their
 * differences, and everything else that was observed.
 */
public final class EventAssertions {

    /** How long {@code await()} waits. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final AwaitedAssertions NOW = new AwaitedAssertions(null);

    private EventAssertions() {}

    /**
     * Starts an assertion about events that the application has published.
     *
     * @param events the observed stream; not null
     * @return the assertion, to be narrowed down and then checked
     */
    public static PublishedAssertion published(ObservedEvents events) {
        return NOW.published(events);
    }

    /**
     * Starts an assertion about events that were stored in the outbox, in a transaction that has committed, whether or not they have been
     * sent since. Without an outbox there are none.
     *
     * @param events the observed stream; not null
     * @return the assertion, to be narrowed down and then checked
     */
    public static PublishedAssertion stored(ObservedEvents events) {
        return NOW.stored(events);
    }

    /**
     * Starts an assertion about events that were stored in the outbox, and have been sent since.
     *
     * @param events the observed stream; not null
     * @return the assertion, to be narrowed down and then checked
     */
    public static PublishedAssertion sent(ObservedEvents events) {
        return NOW.sent(events);
    }

    /**
     * Starts an assertion about events that were published in a transaction that was rolled back, so that they are never sent.
     *
     * @param events the observed stream; not null
     * @return the assertion, to be narrowed down and then checked
     */
    public static PublishedAssertion rolledBack(ObservedEvents events) {
        return NOW.rolledBack(events);
    }

    /**
     * Starts an assertion about events that were delivered, that is, about successful invocations. An event counts once for each
     * listener, and again if it is redelivered.
     *
     * @param events the observed stream; not null
     * @return the assertion, to be narrowed down and then checked
     */
    public static DeliveryAssertion delivered(ObservedEvents events) {
        return NOW.delivered(events);
    }

    /**
     * Starts an assertion about invocations that failed; {@code IncomingEvent.attempt()} distinguishes them.
     *
     * @param events the observed stream; not null
     * @return the assertion, to be narrowed down and then checked
     */
    public static DeliveryAssertion failed(ObservedEvents events) {
        return NOW.failed(events);
    }

    /**
     * Starts an assertion about events that a failure policy skipped.
     *
     * @param events the observed stream; not null
     * @return the assertion, to be narrowed down and then checked
     */
    public static DeliveryAssertion skipped(ObservedEvents events) {
        return NOW.skipped(events);
    }

    /**
     * Starts an assertion about records that a failure policy dead-lettered. An undecodable record has no name and no payload, and
     * so meets no criterion about them.
     *
     * @param events the observed stream; not null
     * @return the assertion, to be narrowed down and then checked
     */
    public static DeliveryAssertion deadLettered(ObservedEvents events) {
        return NOW.deadLettered(events);
    }

    /**
     * Fails unless every record that was pushed, or published and acknowledged, is settled: every listener of this application that
     * it concerns, and that was registered when its publication began, has completed. The event was delivered, or skipped or
     * dead-lettered by the failure policy. Listeners that have been cancelled in the meantime do not count; paused and stopped ones
     * do. Other instances of the application, which may hold some of the partitions, are not observed.
     *
     * @param events the observed stream; not null
     * @throws AssertionError with each record and listener that is missing
     */
    public static void nothingLost(ObservedEvents events) {
        NOW.nothingLost(events);
    }

    /**
     * Like {@link #nothingLost}, but fails also for records that were skipped, dead-lettered or undecodable, and for events that
     * were published to a topic without a listener of this application.
     *
     * @param events the observed stream; not null
     * @throws AssertionError with each record and listener that is missing
     */
    public static void everythingDelivered(ObservedEvents events) {
        NOW.everythingDelivered(events);
    }

    /**
     * Makes the next assertion wait for up to ten seconds.
     *
     * @return the same assertions, with a wait
     */
    public static AwaitedAssertions await() {
        return await(PATIENCE);
    }

    /**
     * Makes the next assertion wait.
     *
     * @param patience for how long at most; not null
     * @return the same assertions, with a wait
     */
    public static AwaitedAssertions await(Duration patience) {
        return new AwaitedAssertions(Objects.requireNonNull(patience, "patience"));
    }
}
