package io.quarkiverse.eventstream.runtime.deliver;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What is known of events that fail: remembered beyond their deliveries, which begin anew when a partition has been away. So an
 * event whose partition comes back to this instance looks as old as it is, and its attempts, with the delays between them, continue.
 * Thread-safe.
 */
public final class FailingEvents {

    /**
     * An event that fails.
     *
     * @param began when its delivery began, in nanoseconds
     * @param attempts how many have failed
     */
    record Failing(long began, int attempts) {}

    /** The timestamp tells records apart that had the same offset, one after the other, in a topic that was created again. */
    private record Key(String listener, int partition, long offset, long timestamp) {

        static Key of(String listener, ConsumerRecord<?, ?> record) {
            return new Key(listener, record.partition(), record.offset(), record.timestamp());
        }
    }

    private final Map<Key, Failing> events = new ConcurrentHashMap<>();

    /** What is known of an event; null if it has not failed for the listener. */
    Failing find(String listener, ConsumerRecord<?, ?> record) {
        // On the way of every event, and mostly for nothing.
        return events.isEmpty() ? null : events.get(Key.of(listener, record));
    }

    void failed(String listener, ConsumerRecord<?, ?> record, Failing failing) {
        events.put(Key.of(listener, record), failing);
    }

    /** The listener has completed an event, or the event waits by intent. */
    void forget(String listener, ConsumerRecord<?, ?> record) {
        if (!events.isEmpty()) {
            events.remove(Key.of(listener, record));
        }
    }

    /** A partition is consumed from an offset on: what is before it is settled, whoever has done that. */
    public void forgetBefore(int partition, long position) {
        events.keySet().removeIf(event -> event.partition() == partition && event.offset() < position);
    }

    /** A partition is to be consumed from elsewhere, as somebody asked: all of its events are new again. */
    public void forgetAll(int partition) {
        events.keySet().removeIf(event -> event.partition() == partition);
    }
}
