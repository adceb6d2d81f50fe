package io.quarkiverse.eventstream.runtime.deliver;

import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.runtime.envelope.UndecodableException;
import io.quarkiverse.eventstream.runtime.log.EventMdc;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;
import io.quarkiverse.eventstream.runtime.subscribe.ListenerGroup;

/**
 * An event in a log line, as a list of {@code key=value} that tools can parse, and as MDC.
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

    /** For {@link EventMdc}. */
    Map<String, String> mdc() {
        ConsumerRecord<byte[], byte[]> fetched = record.record();
        Map<String, String> mdc = new HashMap<>(Map.of(EventMdc.TOPIC, fetched.topic(), EventMdc.PARTITION,
                Integer.toString(fetched.partition()), EventMdc.OFFSET, Long.toString(fetched.offset()), EventMdc.GROUP,
                groupName(), EventMdc.LISTENER, listener, EventMdc.ATTEMPT, Integer.toString(attempt)));
        try {
            mdc.put(EventMdc.EVENT_ID, UntrustedText.of(record.event().id()));
        } catch (UndecodableException e) {
            // It has no id.
        }
        return mdc;
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
