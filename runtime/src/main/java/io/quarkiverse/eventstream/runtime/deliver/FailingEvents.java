package io.quarkiverse.eventstream.runtime.deliver;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The events that fail, remembered beyond their deliveries, which are new ones after a partition was assigned elsewhere. So when a
 * partition returns to this instance, the age of an event, its attempts and the delays between them continue. Thread-safe.
 */
public final class FailingEvents {

    /**
     * An event that fails.
     *
     * @param began when its delivery began, in nanoseconds
     * @param attempts the number of failed attempts
     */
    record Failing(long began, int attempts) {}

    /** The timestamp distinguishes records at the same offset of a topic that was deleted and created again. */
    private record Key(String listener, int partition, long offset, long timestamp) {

        static Key of(String listener, ConsumerRecord<?, ?> record) {
            return new Key(listener, record.partition(), record.offset(), record.timestamp());
        }
    }

    private final Map<Key, Failing> events = new ConcurrentHashMap<>();

    /** Null if the event has not failed at the listener. */
    Failing find(String listener, ConsumerRecord<?, ?> record) {
        // Each event comes through here, and hardly any has failed.
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

    /** A partition is consumed from an offset: the events before it are settled, be it by another member. */
    public void forgetBefore(int partition, long position) {
        events.keySet().removeIf(event -> event.partition() == partition && event.offset() < position);
    }

    /** A seek was requested: all events of the partition are new again. */
    public void forgetAll(int partition) {
        events.keySet().removeIf(event -> event.partition() == partition);
    }
}
