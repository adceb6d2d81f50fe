package io.quarkiverse.eventstream.faults.worker;

import java.time.Duration;
import java.util.List;

/**
 * The threads that the bus and its Kafka clients start.
 */
final class BusThreads {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final long CHECK_MILLIS = 20;

    private BusThreads() {}

    /** The threads that are left after the bus was closed and they had a moment to end. */
    static List<String> left() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!alive().isEmpty() && System.nanoTime() < deadline) {
            try {
                Thread.sleep(CHECK_MILLIS);
            } catch (InterruptedException e) {
                break;
            }
        }
        return alive();
    }

    private static List<String> alive() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> name.startsWith("eventstream") || name.startsWith("kafka-")).sorted().toList();
    }
}
