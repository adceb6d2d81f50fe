package io.quarkiverse.eventstream.test;

import java.time.Duration;
import java.util.List;

import org.opentest4j.AssertionFailedError;

import io.quarkiverse.eventstream.test.assertion.Losses;
import io.quarkiverse.eventstream.test.assertion.Question;
import io.quarkiverse.eventstream.test.assertion.Source;
import io.quarkiverse.eventstream.test.assertion.Text;

/**
 * The assertions of {@link EventAssertions}, each of which waits until it holds, or until it can't hold any more, for a bounded
 * time. They are woken by what they wait for, and don't look every now and then. Immutable; must not be used on an event loop.
 */
public final class AwaitedAssertions {

    private final Duration patience;

    /** Null does not wait. */
    AwaitedAssertions(Duration patience) {
        this.patience = patience;
    }

    private <E> Question<E> question(ObservedEvents events, Source<E> source) {
        return new Question<>(events.recorder(), source, null, List.of(), patience);
    }

    /**
     * About events that the application has published.
     *
     * @param events what the stream did; not null
     * @return an assertion that is still to be made
     */
    public PublishedAssertion published(ObservedEvents events) {
        return new PublishedAssertion(question(events, Source.PUBLISHED));
    }

    /**
     * About events that were delivered, see {@link EventAssertions#delivered}.
     *
     * @param events what the stream did; not null
     * @return an assertion that is still to be made
     */
    public DeliveryAssertion delivered(ObservedEvents events) {
        return new DeliveryAssertion(question(events, Source.DELIVERED));
    }

    /**
     * About calls of listeners that failed.
     *
     * @param events what the stream did; not null
     * @return an assertion that is still to be made
     */
    public DeliveryAssertion failed(ObservedEvents events) {
        return new DeliveryAssertion(question(events, Source.FAILED));
    }

    /**
     * About events that the failure policy of a listener passed over.
     *
     * @param events what the stream did; not null
     * @return an assertion that is still to be made
     */
    public DeliveryAssertion skipped(ObservedEvents events) {
        return new DeliveryAssertion(question(events, Source.SKIPPED));
    }

    /**
     * About records that the failure policy of a listener put on a dead-letter topic, see {@link EventAssertions#deadLettered}.
     *
     * @param events what the stream did; not null
     * @return an assertion that is still to be made
     */
    public DeliveryAssertion deadLettered(ObservedEvents events) {
        return new DeliveryAssertion(question(events, Source.DEAD_LETTERED));
    }

    /**
     * Waits until everything that was published is dealt with, see {@link EventAssertions#nothingLost}.
     *
     * @param events what the stream did; not null
     * @throws AssertionError with each record and listener that is missing
     */
    public void nothingLost(ObservedEvents events) {
        new Losses(events.recorder(), patience).requireNone();
    }

    /**
     * Waits until everything that was published is delivered, see {@link EventAssertions#everythingDelivered}.
     *
     * @param events what the stream did; not null
     * @throws AssertionError with each record and listener that is missing
     */
    public void everythingDelivered(ObservedEvents events) {
        new Losses(events.recorder(), patience).requireAllDelivered();
    }

    /**
     * Waits until all listeners that are registered listen: what is published from now on does not pass them by. Of use after a test
     * has registered a listener that begins at the latest offset.
     *
     * @param events what the stream did; not null
     * @throws AssertionError with the listeners that don't listen yet
     */
    public void listening(ObservedEvents events) {
        if (!events.recorder().await(patience, () -> events.recorder().unsettled().isEmpty())) {
            throw new AssertionFailedError("Expected all listeners to listen within " + Text.of(patience) + "; these do not: "
                    + events.recorder().unsettled()
                    + ". Is the broker there, and does another instance of the group hold all partitions?");
        }
    }
}
