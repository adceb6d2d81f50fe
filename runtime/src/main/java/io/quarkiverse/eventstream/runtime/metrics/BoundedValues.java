package io.quarkiverse.eventstream.runtime.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds the values of a tag: each value is a time series, and names of events are untrusted text. The first values, up to a maximum, are
 * kept; all others become {@code other}, and so do long ones. Thread-safe.
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
            // Another thread has added it.
            count.decrementAndGet();
        }
        return value;
    }
}
