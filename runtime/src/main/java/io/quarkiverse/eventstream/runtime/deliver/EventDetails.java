package io.quarkiverse.eventstream.runtime.deliver;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.runtime.envelope.UndecodableException;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;
import io.quarkiverse.eventstream.runtime.subscribe.ListenerGroup;

/**
 * What a log line says of an event, in the form that tools can take apart.
 *
 * @param record the event's record
 * @param group for whom it is consumed
 * @param listener the listener's id
 * @param attempt how many times it was called
 */
record EventDetails(FetchedRecord record, ListenerGroup group, String listener, int attempt) {

    @Override
    public String toString() {
        ConsumerRecord<byte[], byte[]> fetched = record.record();
        return event() + "topic=" + fetched.topic() + ", partition=" + fetched.partition() + ", offset=" + fetched.offset()
                + ", group=" + groupName() + ", listener=" + listener + ", attempt=" + attempt;
    }

    private String groupName() {
        if (group.isReplay()) {
            return "replay";
        }
        return group.fullGroup() == null ? "none" : group.fullGroup();
    }

    /** Nothing for a record that is no event. */
    private String event() {
        try {
            IncomingEvent event = record.event();
            return "id=" + UntrustedText.of(event.id()) + ", name=" + UntrustedText.of(event.name()) + ", ";
        } catch (UndecodableException e) {
            return "";
        }
    }
}
