package io.quarkiverse.eventstream.runtime.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The values of a tag, which must not grow without bound: each makes another time series, and names of events come from others.
 * The first so many values are themselves, all further ones are {@code other}. Thread-safe.
 */
final class BoundedValues {

    static final String OTHER = "other";

    private static final int MAX_LENGTH = 200;

    private final int max;
    private final Set<String> values = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();

    BoundedValues(int max) {
        this.max = max;
    }

    String of(String value) {
        if (values.contains(value)) {
            return value;
        }
        if (value.length() > MAX_LENGTH || count.get() >= max) {
            return OTHER;
        }
        if (count.incrementAndGet() > max) {
            count.decrementAndGet();
            return OTHER;
        }
        if (!values.add(value)) {
            // Another thread came first.
            count.decrementAndGet();
        }
        return value;
    }
}
