package io.quarkiverse.eventstream.test;

import java.time.Duration;
import java.util.Objects;

/**
 * Assertions about what a stream did since the test began, to be imported statically:
 *
 * <pre>{@code
 * published(events).to("orders").named("orderCreated").withPayload(order).exactly(3);
 * await().delivered(events).to("billing").named("orderCreated").once();
 * await().nothingLost(events);
 * }</pre>
 *
 * Without {@code await()} they look at what is there now. Their messages tell what was expected, what there was instead that comes
 * near, and why it is not the same, and everything else that was seen.
 */
public final class EventAssertions {

    /** How long {@code await()} waits. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final AwaitedAssertions NOW = new AwaitedAssertions(null);

    private EventAssertions() {}

    /**
     * About events that the application has published.
     *
     * @param events what the stream did; not null
     * @return an assertion that is still to be made
     */
    public static PublishedAssertion published(ObservedEvents events) {
        return NOW.published(events);
    }

    /**
     * About events that were delivered: calls of listeners that ended well. An event is there once for each listener, and again if
     * it is delivered again.
     *
     * @param events what the stream did; not null
     * @return an assertion that is still to be made
     */
    public static DeliveryAssertion delivered(ObservedEvents events) {
        return NOW.delivered(events);
    }

    /**
     * About calls of listeners that failed; {@code IncomingEvent.attempt()} tells them apart.
     *
     * @param events what the stream did; not null
     * @return an assertion that is still to be made
     */
    public static DeliveryAssertion failed(ObservedEvents events) {
        return NOW.failed(events);
    }

    /**
     * About events that the failure policy of a listener passed over.
     *
     * @param events what the stream did; not null
     * @return an assertion that is still to be made
     */
    public static DeliveryAssertion skipped(ObservedEvents events) {
        return NOW.skipped(events);
    }

    /**
     * About records that the failure policy of a listener put on a dead-letter topic. One that is no event has no name and no
     * payload to ask for.
     *
     * @param events what the stream did; not null
     * @return an assertion that is still to be made
     */
    public static DeliveryAssertion deadLettered(ObservedEvents events) {
        return NOW.deadLettered(events);
    }

    /**
     * Fails unless each record that was published and acknowledged, or pushed, has been dealt with by every listener of this
     * application that it concerns and that was there when its publication began: it was delivered, or else skipped or
     * dead-lettered as the failure policy says. A listener that was cancelled since owes nothing; one that was paused or stopped does.
     * Other instances of the application, which may hold some of the partitions, are not known here.
     *
     * @param events what the stream did; not null
     * @throws AssertionError with each record and listener that is missing
     */
    public static void nothingLost(ObservedEvents events) {
        NOW.nothingLost(events);
    }

    /**
     * As {@link #nothingLost}, and fails also for what was skipped or dead-lettered, or was no event, and for what was published to a
     * topic that no listener of this application listens to.
     *
     * @param events what the stream did; not null
     * @throws AssertionError with each record and listener that is missing
     */
    public static void everythingDelivered(ObservedEvents events) {
        NOW.everythingDelivered(events);
    }

    /**
     * Waits up to ten seconds for what is asserted next.
     *
     * @return the same assertions
     */
    public static AwaitedAssertions await() {
        return await(PATIENCE);
    }

    /**
     * Waits for what is asserted next.
     *
     * @param patience how long; not null
     * @return the same assertions
     */
    public static AwaitedAssertions await(Duration patience) {
        return new AwaitedAssertions(Objects.requireNonNull(patience, "patience"));
    }
}
