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
     * @param listener the listener's id: what {@code @OnEvent} or {@code newSubscription} says, or {@code <class>#<method>}; not
     *        null. The assertion fails if there is no such listener, whatever it says about the number
     * @return the assertion about these
     */
    public DeliveryAssertion to(String listener) {
        return with(question().to(Objects.requireNonNull(listener, "listener")));
    }

    /**
     * The same as {@link #to}, for what is skipped or dead-lettered <em>by</em> a listener.
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
     * @param topic the topic, without the prefix; the full name is understood, too; not null
     * @return the assertion about these
     */
    public DeliveryAssertion from(String topic) {
        return with(question().topic("from", Objects.requireNonNull(topic, "topic")));
    }
}
