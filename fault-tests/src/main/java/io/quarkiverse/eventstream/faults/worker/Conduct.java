package io.quarkiverse.eventstream.faults.worker;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.CRC32;

/**
 * How listeners treat events. It depends on nothing but listener, event and attempt, so that all workers agree, and the suite
 * knows which events fail.
 *
 * @param delay how long a call takes
 * @param slowShare the share of events whose calls take longer
 * @param slowDelay how long these take
 * @param failingShare the share of events whose first calls fail
 * @param failures how many of these calls fail
 * @param hopelessShare the share of events whose calls always fail
 */
public record Conduct(Duration delay, double slowShare, Duration slowDelay, double failingShare, int failures,
        double hopelessShare) {

    private static final long MILLION = 1_000_000;

    static Conduct of(WorkerConfig.Listen config) {
        return new Conduct(config.delay(), config.slowShare(), config.slowDelay(), config.failingShare(), config.failures(),
                config.hopelessShare());
    }

    Duration delay(String listener, String id) {
        return isAmong(slowShare, "slow", listener, id) ? slowDelay : delay;
    }

    boolean fails(String listener, String id, int attempt) {
        return isHopeless(listener, id) || attempt <= failures && isAmong(failingShare, "failing", listener, id);
    }

    /**
     * Whether no call for an event succeeds.
     *
     * @param listener the listener's id
     * @param id the event's id
     * @return true if all fail
     */
    public boolean isHopeless(String listener, String id) {
        return isAmong(hopelessShare, "hopeless", listener, id);
    }

    private static boolean isAmong(double share, String... what) {
        return share > 0 && number(String.join(" ", what)) % MILLION < share * MILLION;
    }

    /** Scatters texts over the whole numbers. */
    static long number(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }
}
