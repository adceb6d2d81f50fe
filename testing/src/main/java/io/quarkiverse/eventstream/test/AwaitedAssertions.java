package io.quarkiverse.eventstream.test;

import java.time.Duration;
import java.util.List;

import org.opentest4j.AssertionFailedError;

import io.quarkiverse.eventstream.test.assertion.Losses;
import io.quarkiverse.eventstream.test.assertion.Question;
import io.quarkiverse.eventstream.test.assertion.Source;
import io.quarkiverse.eventstream.test.assertion.Text;

/**
 * The assertions of {@link EventAssertions}, with a bounded wait: each waits until it holds or can no longer hold. There is no
 * polling; each new observation wakes the assertion. Immutable; must not be used on an event loop.
 */
public final class AwaitedAssertions {

    private final Duration patience;

    /** @param patience null for no wait */
    AwaitedAssertions(Duration patience) {
        this.patience = patience;
    }

    private <E> Question<E> question(ObservedEvents events, Source<E> source) {
        return new Question<>(events.recorder(), source, null, List.of(), patience);
    }

    /**
     * Starts an assertion about events that the application has published.
     *
     * @param events the observed stream; not null
     * @return the assertion, to be narrowed down and then checked
     */
    public PublishedAssertion published(ObservedEvents events) {
        return new PublishedAssertion(question(events, Source.PUBLISHED));
    }

    /**
     * Starts an assertion about events that were stored in the outbox, in a transaction that has committed, whether or not they have been
     * sent since. Without an outbox there are none.
     *
     * @param events the observed stream; not null
     * @return the assertion, to be narrowed down and then checked
     */
    public PublishedAssertion stored(ObservedEvents events) {
        return new PublishedAssertion(question(events, Source.STORED));
    }

    /**
     * Starts an assertion about events that were stored in the outbox, and have been sent since.
     *
     * @param events the observed stream; not null
     * @return the assertion, to be narrowed down and then checked
     */
    public PublishedAssertion sent(ObservedEvents events) {
        return new PublishedAssertion(question(events, Source.SENT));
    }

    /**
     * Starts an assertion about events that were published in a transaction that was rolled back, so that they are never sent.
     *
     * @param events the observed stream; not null
     * @return the assertion, to be narrowed down and then checked
     */
    public PublishedAssertion rolledBack(ObservedEvents events) {
        return new PublishedAssertion(question(events, Source.ROLLED_BACK));
    }

    /**
     * Starts an assertion about events that were delivered, see {@link EventAssertions#delivered}.
     *
     * @param events the observed stream; not null
     * @return the assertion, to be narrowed down and then checked
     */
    public DeliveryAssertion delivered(ObservedEvents events) {
        return new DeliveryAssertion(question(events, Source.DELIVERED));
    }

    /**
     * Starts an assertion about invocations that failed.
     *
     * @param events the observed stream; not null
     * @return the assertion, to be narrowed down and then checked
     */
    public DeliveryAssertion failed(ObservedEvents events) {
        return new DeliveryAssertion(question(events, Source.FAILED));
    }

    /**
     * Starts an assertion about events that a failure policy skipped.
     *
     * @param events the observed stream; not null
     * @return the assertion, to be narrowed down and then checked
     */
    public DeliveryAssertion skipped(ObservedEvents events) {
        return new DeliveryAssertion(question(events, Source.SKIPPED));
    }

    /**
     * Starts an assertion about records that a failure policy dead-lettered, see {@link EventAssertions#deadLettered}.
     *
     * @param events the observed stream; not null
     * @return the assertion, to be narrowed down and then checked
     */
    public DeliveryAssertion deadLettered(ObservedEvents events) {
        return new DeliveryAssertion(question(events, Source.DEAD_LETTERED));
    }

    /**
     * Waits until everything that was published is settled, see {@link EventAssertions#nothingLost}.
     *
     * @param events the observed stream; not null
     * @throws AssertionError with each record and listener that is missing
     */
    public void nothingLost(ObservedEvents events) {
        new Losses(events.recorder(), patience).requireNone();
    }

    /**
     * Waits until everything that was published is delivered, see {@link EventAssertions#everythingDelivered}.
     *
     * @param events the observed stream; not null
     * @throws AssertionError with each record and listener that is missing
     */
    public void everythingDelivered(ObservedEvents events) {
        new Losses(events.recorder(), patience).requireAllDelivered();
    }

    /**
     * Waits until every registered listener is in position, so that it gets everything published from now on. Call it after a
     * test has registered a listener that begins at the latest offset.
     *
     * @param events the observed stream; not null
     * @throws AssertionError with the listeners that are not in position yet
     */
    public void listening(ObservedEvents events) {
        if (!events.recorder().await(patience, () -> events.recorder().notInPosition().isEmpty())) {
            throw new AssertionFailedError("Expected all listeners to be in position within " + Text.of(patience)
                    + "; these are not: " + events.recorder().notInPosition()
                    + ". Is the broker reachable, and does another instance of the group hold all partitions?");
        }
    }
}
