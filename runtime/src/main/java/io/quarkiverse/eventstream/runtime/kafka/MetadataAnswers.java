package io.quarkiverse.eventstream.runtime.kafka;

import java.time.Duration;

import org.apache.kafka.common.ClusterResource;
import org.apache.kafka.common.ClusterResourceListener;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * When the broker last answered a request for metadata. Kafka's client remembers an answer on a topic for minutes, and repeats it before it
 * has asked again; the time of the last answer distinguishes an old one from a new one. It is the client's serializer, because Kafka
 * notifies serializers of each answer. Thread-safe.
 */
final class MetadataAnswers extends ByteArraySerializer implements ClusterResourceListener {

    /** Longer than an answer takes. */
    private static final long ASKED_BEFORE_NANOS = Duration.ofMillis(300).toNanos();
    /** Kafka's client waits a second at most between two requests that it repeats. */
    private static final long FRESH_NANOS = Duration.ofSeconds(3).toNanos();

    private volatile long count;
    private volatile long last;

    @Override
    public void onUpdate(ClusterResource cluster) {
        last = System.nanoTime();
        // Only Kafka's network thread writes.
        count = count + 1;
    }

    /** The number of answers. */
    long count() {
        return count;
    }

    /** Whether the last answer was requested after a time of {@link System#nanoTime()}. */
    boolean isAskedAfter(long time) {
        return count > 0 && last - time > ASKED_BEFORE_NANOS;
    }

    /** Whether the broker answers at present; only while requests are repeated. */
    boolean isFresh() {
        return count > 0 && System.nanoTime() - last < FRESH_NANOS;
    }
}
