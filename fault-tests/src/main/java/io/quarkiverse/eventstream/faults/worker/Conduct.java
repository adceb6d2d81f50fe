package io.quarkiverse.eventstream.faults.worker;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.CRC32;

/**
 * The behaviour of listeners. It depends only on listener, event and attempt, so that all workers agree, and the suite knows which
 * events fail.
 *
 * @param config the shares of events with each behaviour
 */
record Conduct(WorkerConfig.Listen config) {

    private static final long MILLION = 1_000_000;

    Duration delay(int listener, String id) {
        if (isAmong(config.slowShare(), "slow", listener, id)) {
            return config.slowDelay();
        }
        return isAmong(config.delayShare(), "delay", listener, id) ? config.delay() : Duration.ZERO;
    }

    boolean fails(int listener, String id, int attempt) {
        return Hopeless.isHopeless(config.hopelessShare(), listener, id)
                || attempt <= config.failures() && isAmong(config.failingShare(), "failing", listener, id);
    }

    boolean isGreedy(int listener, String id, int attempt) {
        return attempt == 1 && isAmong(config.greedyShare(), "greedy", listener, id);
    }

    boolean interrupts(String id) {
        return isAmong(config.interruptShare(), "interrupt", Listeners.FIRST, id);
    }

    static boolean isAmong(double share, String what, int listener, String id) {
        return share > 0 && (share >= 1 || number(what + listener + id) % MILLION < share * MILLION);
    }

    /** A hash that is the same in all processes. */
    static long number(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }
}
