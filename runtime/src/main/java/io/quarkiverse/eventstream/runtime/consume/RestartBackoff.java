package io.quarkiverse.eventstream.runtime.consume;

import java.time.Duration;

import org.apache.kafka.common.utils.ExponentialBackoff;

import io.quarkiverse.eventstream.spi.ConsumerFailure;

/**
 * Counts the failures of a consumer in a row, and determines the delay before it starts again: half a second at first, doubled with
 * each failure, up to 30 seconds. A session of more than a minute ends the row. Confined to the polling thread.
 */
final class RestartBackoff {

    /** The cause may be removed at any moment, and the consumer should start soon after that. */
    private static final Duration MAX_DELAY_AFTER_DENIAL = Duration.ofSeconds(5);
    private static final Duration LONG_SESSION = Duration.ofMinutes(1);
    /** So many in a row that a single huge record does not explain them. */
    private static final int MEMORY_LOOP = 5;
    private static final int MAX_CAUSES = 10;

    private final ExponentialBackoff delays = new ExponentialBackoff(500, 2, 30_000, 0.2);
    private int failures;
    private int memoryErrors;

    /** Counts a failure, and returns the delay after it. */
    Duration next(ConsumerFailure failure, Duration session) {
        if (session.compareTo(LONG_SESSION) > 0) {
            failures = 0;
            memoryErrors = 0;
        }
        Duration delay = Duration.ofMillis(delays.backoff(failures++));
        if (failure.isTransient()) {
            memoryErrors = isOutOfMemory(failure.cause()) ? memoryErrors + 1 : memoryErrors;
            return delay;
        }
        return delay.compareTo(MAX_DELAY_AFTER_DENIAL) > 0 ? MAX_DELAY_AFTER_DENIAL : delay;
    }

    /** Whether memory runs out again and again. */
    boolean isMemoryLoop() {
        return memoryErrors >= MEMORY_LOOP;
    }

    /** An error on another thread of Kafka's client is among the causes. */
    private static boolean isOutOfMemory(Throwable error) {
        Throwable at = error;
        for (int depth = 0; at != null && depth < MAX_CAUSES; depth++) {
            if (at instanceof OutOfMemoryError) {
                return true;
            }
            at = at.getCause();
        }
        return false;
    }
}
