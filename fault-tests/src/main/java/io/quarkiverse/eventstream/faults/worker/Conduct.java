package io.quarkiverse.eventstream.faults.worker;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.CRC32;

/**
 * How listeners treat events. It depends on nothing but listener, event and attempt, so that all workers agree, and the suite
 * knows which events fail.
 *
 * @param delay how long a call takes that takes any time
 * @param delayShare the share of events whose calls do
 * @param slowShare the share of events whose calls take longer
 * @param slowDelay how long these take
 * @param failingShare the share of events whose first calls fail
 * @param failures how many of these calls fail
 * @param hopelessShare the share of events whose calls always fail
 * @param interruptShare the share of events whose calls leave their thread interrupted
 */
public record Conduct(Duration delay, double delayShare, double slowShare, Duration slowDelay, double failingShare,
        int failures,
        double hopelessShare, double interruptShare) {

    private static final long MILLION = 1_000_000;

    static Conduct of(WorkerConfig.Listen config) {
        return new Conduct(config.delay(), config.delayShare(), config.slowShare(), config.slowDelay(), config.failingShare(),
                config.failures(), config.hopelessShare(), config.interruptShare());
    }

    /**
     * Listeners that do nothing but fail for good.
     *
     * @param hopelessShare for which share of events
     * @return such listeners
     */
    public static Conduct hopeless(double hopelessShare) {
        return new Conduct(Duration.ZERO, 0, 0, Duration.ZERO, 0, 0, hopelessShare, 0);
    }

    Duration delay(int listener, String id) {
        if (isAmong(slowShare, "slow", listener, id)) {
            return slowDelay;
        }
        return isAmong(delayShare, "delay", listener, id) ? delay : Duration.ZERO;
    }

    boolean fails(int listener, String id, int attempt) {
        return isHopeless(listener, id) || attempt <= failures && isAmong(failingShare, "failing", listener, id);
    }

    boolean interrupts(String id) {
        return isAmong(interruptShare, "interrupt", Listeners.FIRST, id);
    }

    /**
     * Whether no call for an event succeeds.
     *
     * @param listener the listener's number
     * @param id the event's id
     * @return true if all fail
     */
    public boolean isHopeless(int listener, String id) {
        return isAmong(hopelessShare, "hopeless", listener, id);
    }

    private static boolean isAmong(double share, String what, int listener, String id) {
        return share > 0 && (share >= 1 || number(what + listener + id) % MILLION < share * MILLION);
    }

    /** Scatters texts over the whole numbers. */
    static long number(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }
}
