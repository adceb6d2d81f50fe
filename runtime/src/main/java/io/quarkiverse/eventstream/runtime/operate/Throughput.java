package io.quarkiverse.eventstream.runtime.operate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The rates of counts, from the difference of two looks: counting costs nothing for it, and without a view nothing is kept
 * but the looks of the last minute. Thread-safe.
 *
 * @param <K> what is counted
 */
final class Throughput<K> {

    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(60);
    /** A shorter time would show the moment of the measurement rather than a rate. */
    private static final long STEP_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final LongSupplier clock;
    /** The oldest first, a step apart. Guarded by this. */
    private final Deque<Look<K>> looks = new ArrayDeque<>();

    private record Look<K>(long at, Map<K, Long> counts) {}

    /** @param clock in nanoseconds */
    Throughput(LongSupplier clock) {
        this.clock = clock;
    }

    /**
     * Compares counts with those of earlier looks.
     *
     * @return how many per second, on average of the last minute or less; without those that no earlier look has
     */
    synchronized Map<K, Double> look(Map<K, Long> counts) {
        long now = clock.getAsLong();
        looks.removeIf(look -> now - look.at() > WINDOW_NANOS);
        Map<K, Double> rates = new HashMap<>();
        counts.forEach((key, count) -> looks.stream().filter(look -> isComparable(look, now, key, count)).findFirst()
                .ifPresent(look -> rates.put(key, perSecond(count - look.counts().get(key), now - look.at()))));
        if (looks.isEmpty() || now - looks.getLast().at() >= STEP_NANOS) {
            looks.add(new Look<>(now, Map.copyOf(counts)));
        }
        return rates;
    }

    /** A count that is lower than before has begun again: a partition went away and came back. */
    private boolean isComparable(Look<K> look, long now, K key, long count) {
        return now - look.at() >= STEP_NANOS && look.counts().getOrDefault(key, Long.MAX_VALUE) <= count;
    }

    private static double perSecond(long count, long nanos) {
        return count * (double) TimeUnit.SECONDS.toNanos(1) / nanos;
    }
}
