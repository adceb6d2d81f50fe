package io.quarkiverse.eventstream.benchmarks.workload;

import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** A distribution of latencies. Thread-safe. */
final class Latencies {

    private static final long LONGEST = TimeUnit.MINUTES.toNanos(5);

    private final Histogram histogram = new ConcurrentHistogram(LONGEST, 3);

    void record(long nanos) {
        histogram.recordValue(Math.min(LONGEST, Math.max(0, nanos)));
    }

    long count() {
        return histogram.getTotalCount();
    }

    void addTo(Map<String, Double> figures) {
        figures.put("p50Micros", histogram.getValueAtPercentile(50) / 1e3);
        figures.put("p99Micros", histogram.getValueAtPercentile(99) / 1e3);
        figures.put("p999Micros", histogram.getValueAtPercentile(99.9) / 1e3);
        figures.put("maxMicros", histogram.getMaxValue() / 1e3);
    }
}
