package io.quarkiverse.eventstream.runtime.kafka;

import java.time.Duration;

import org.apache.kafka.common.ClusterResource;
import org.apache.kafka.common.ClusterResourceListener;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * When the broker answered what it has of topics. Kafka's client remembers what was said of a topic, for minutes, and says it again
 * before it has asked once more; who knows when the last answer came can tell an old one from a new one. It is the client's
 * serializer, since Kafka tells serializers of each answer. Thread-safe.
 */
final class MetadataAnswers extends ByteArraySerializer implements ClusterResourceListener {

    /** Above the time that an answer takes which was asked for before. */
    private static final long ASKED_BEFORE_NANOS = Duration.ofMillis(300).toNanos();
    /** While it is asked again and again, Kafka's client waits for a second at most. */
    private static final long FRESH_NANOS = Duration.ofSeconds(3).toNanos();

    private volatile long count;
    private volatile long last;

    @Override
    public void onUpdate(ClusterResource cluster) {
        last = System.nanoTime();
        // Only Kafka's network thread writes.
        count = count + 1;
    }

    /** How many answers there were. */
    long count() {
        return count;
    }

    /**
     * Whether the last answer was asked for after a time.
     *
     * @param time by {@link System#nanoTime()}
     */
    boolean isAskedAfter(long time) {
        return count > 0 && last - time > ASKED_BEFORE_NANOS;
    }

    /** Whether the broker answers at the moment, if it is asked all the time. */
    boolean isFresh() {
        return count > 0 && System.nanoTime() - last < FRESH_NANOS;
    }
}
