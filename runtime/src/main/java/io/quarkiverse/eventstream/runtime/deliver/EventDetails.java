package io.quarkiverse.eventstream.runtime.deliver;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.runtime.envelope.UndecodableException;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;
import io.quarkiverse.eventstream.runtime.subscribe.ListenerGroup;

/**
 * An event in a log line, as a list of {@code key=value} that tools can parse.
 *
 * @param listener the listener's id
 * @param attempt the number of attempts so far
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

    /** Empty for an undecodable record. */
    private String event() {
        try {
            IncomingEvent event = record.event();
            return "id=" + UntrustedText.of(event.id()) + ", name=" + UntrustedText.of(event.name()) + ", ";
        } catch (UndecodableException e) {
            return "";
        }
    }
}
