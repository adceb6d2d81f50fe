package io.quarkiverse.eventstream.test;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;

/**
 * An event that the application published to a topic. Immutable.
 *
 * @param event the event, as the application built it
 * @param topic the topic, without the prefix
 * @param sent the event as its listeners get it, as it was when it was published, whatever became of the objects in its payload;
 *        null if it could not be encoded
 * @param written where the record was written; null if it has not been
 * @param failure why it was not written; null if it was, and until then
 */
public record PublishedEvent(OutgoingEvent event, String topic, IncomingEvent sent, WrittenRecord written, Throwable failure) {

    /**
     * The payload as any type that Jackson reads.
     *
     * @param type the type
     * @param <T> the type
     * @return a new object; null if the event has no payload
     * @throws io.quarkiverse.eventstream.PayloadException if the payload doesn't fit the type
     * @throws IllegalStateException if the event could not be encoded
     */
    public <T> T payload(Class<T> type) {
        if (sent == null) {
            throw new IllegalStateException("The event " + event + " could not be encoded: " + failure);
        }
        return sent.payload(type);
    }
}
