package io.quarkiverse.eventstream.test;

import java.util.Objects;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.test.assertion.Question;

/**
 * An assertion about events at listeners.
 */
public final class DeliveryAssertion extends EventAssertion<DeliveryAssertion, IncomingEvent> {

    DeliveryAssertion(Question<IncomingEvent> question) {
        super(question);
    }

    @Override
    DeliveryAssertion with(Question<IncomingEvent> changed) {
        return new DeliveryAssertion(changed);
    }

    /**
     * Only events at one listener.
     *
     * @param listener the listener's id, as set in {@code @OnEvent} or {@code newSubscription}, or {@code <class>#<method>}; not
     *        null. If there is no such listener, the assertion fails, even {@code never()}
     * @return the assertion about these
     */
    public DeliveryAssertion to(String listener) {
        return with(question().to(Objects.requireNonNull(listener, "listener")));
    }

    /**
     * The same as {@link #to}, to be used with {@code skipped} and {@code deadLettered}.
     *
     * @param listener the listener's id
     * @return the assertion about these
     */
    public DeliveryAssertion by(String listener) {
        return to(listener);
    }

    /**
     * Only events of a topic.
     *
     * @param topic the topic, with or without the prefix; not null
     * @return the assertion about these
     */
    public DeliveryAssertion from(String topic) {
        return with(question().topic("from", Objects.requireNonNull(topic, "topic")));
    }
}
