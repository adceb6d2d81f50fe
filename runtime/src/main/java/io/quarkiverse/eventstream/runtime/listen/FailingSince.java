package io.quarkiverse.eventstream.runtime.listen;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Since when events fail: remembered beyond their deliveries, which begin anew when a partition has been away, since otherwise an
 * event that goes from member to member would never look old. One event for each partition and listener. Thread-safe.
 */
final class FailingSince {

    private record Key(String listener, int partition) {}

    private record Failing(long offset, long began) {}

    private final Map<Key, Failing> events = new ConcurrentHashMap<>();

    /** When delivery of an event began: now, unless it has been failing before. */
    long began(String listener, int partition, long offset, long now) {
        // On the way of every event, and mostly for nothing.
        Failing failing = events.isEmpty() ? null : events.get(new Key(listener, partition));
        return failing != null && failing.offset() == offset ? failing.began() : now;
    }

    void failed(String listener, int partition, long offset, long began) {
        events.merge(new Key(listener, partition), new Failing(offset, began),
                (known, other) -> known.offset() == other.offset() ? known : other);
    }

    /** The listener is through with an event, or waits by intent. */
    void forget(String listener, int partition) {
        if (!events.isEmpty()) {
            events.remove(new Key(listener, partition));
        }
    }
}
