package io.quarkiverse.eventstream.test.observed;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishException;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.PublishRolledBackException;

/**
 * An event that the application published to a topic. Immutable.
 *
 * @param event the event, as the application built it
 * @param topic the topic, without the prefix
 * @param sent the event as its listeners get it, encoded at the time of publishing, so that later changes to the objects in its
 *        payload do not show; null if it could not be encoded
 * @param written the coordinates of the record; null if it is not written
 * @param failure the reason why it was not written; null if it was, and while it is in flight
 * @param stored whether it was stored in the outbox, in a transaction that has committed
 */
public record PublishedEvent(OutgoingEvent event, String topic, IncomingEvent sent, WrittenRecord written, Throwable failure,
        boolean stored) {

    /**
     * Whether the transaction that it was published in was rolled back.
     *
     * @return false without an outbox
     */
    public boolean rolledBack() {
        return failure instanceof PublishRolledBackException || failure instanceof PublishException failed
                && failed.failures().values().stream().anyMatch(PublishRolledBackException.class::isInstance);
    }

    /**
     * Converts the payload with Jackson.
     *
     * @param type the type of the result
     * @param <T> the type of the result
     * @return a new object; null if the event has no payload
     * @throws io.quarkiverse.eventstream.PayloadException if the payload does not fit the type
     * @throws IllegalStateException if the event could not be encoded
     */
    public <T> T payload(Class<T> type) {
        if (sent == null) {
            throw new IllegalStateException("The event " + event + " could not be encoded: " + failure);
        }
        return sent.payload(type);
    }
}
