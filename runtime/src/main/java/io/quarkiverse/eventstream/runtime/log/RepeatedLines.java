package io.quarkiverse.eventstream.runtime.log;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjLongConsumer;
import java.util.function.UnaryOperator;

/**
 * Condenses log lines that may come at any rate: of the lines of a kind, the first passes, and those of the following ten seconds are
 * counted; then their number is logged, and the next ten seconds begin. Thread-safe.
 *
 * @param <K> the kind of a line
 */
public final class RepeatedLines<K> {

    /** For how long lines are counted. */
    public static final Duration WINDOW = Duration.ofSeconds(10);

    private static final int MAX_KINDS = 100;

    private final UnaryOperator<K> others;
    private final ObjLongConsumer<K> count;

    // Guarded by this. The number of lines left out, by kind.
    private final Map<K, Long> windows = new HashMap<>();

    /**
     * Without lines.
     *
     * @param others the kind that a line belongs to where there are too many kinds
     * @param count logs the number of lines of a kind that were left out
     */
    public RepeatedLines(UnaryOperator<K> others, ObjLongConsumer<K> count) {
        this.others = others;
        this.count = count;
    }

    /**
     * Whether a line should be logged; if not, it is counted.
     *
     * @param timer logs the number later
     */
    public synchronized boolean isFirst(K kind, ScheduledExecutorService timer) {
        K known = windows.containsKey(kind) || windows.size() < MAX_KINDS ? kind : others.apply(kind);
        if (windows.computeIfPresent(known, (same, leftOut) -> leftOut + 1) != null) {
            return false;
        }
        open(known, timer);
        return true;
    }

    private void open(K kind, ScheduledExecutorService timer) {
        try {
            timer.schedule(() -> close(kind, timer), WINDOW.toNanos(), TimeUnit.NANOSECONDS);
            windows.put(kind, 0L);
        } catch (RejectedExecutionException e) {
            // The application has stopped: no number is logged any more, so every line is.
        }
    }

    private void close(K kind, ScheduledExecutorService timer) {
        long leftOut;
        synchronized (this) {
            leftOut = windows.remove(kind);
            if (leftOut > 0) {
                open(kind, timer);
            }
        }
        if (leftOut > 0) {
            count.accept(kind, leftOut);
        }
    }
}
