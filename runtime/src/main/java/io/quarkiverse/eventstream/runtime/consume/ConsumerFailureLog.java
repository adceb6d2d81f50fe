package io.quarkiverse.eventstream.runtime.consume;

import java.time.Duration;

import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.runtime.subscribe.ListenerGroup;
import io.quarkiverse.eventstream.spi.ConsumerFailure;

/**
 * Logs the failures of a consumer. A failure that stays the same is logged again once a minute, without its stack trace. Confined to
 * the polling thread.
 */
final class ConsumerFailureLog {

    private static final Logger LOG = Logger.getLogger(ConsumerFailureLog.class);
    private static final Duration REPEAT = Duration.ofMinutes(1);

    private final ListenerGroup group;
    private String lastText;
    private long nextRepeat = System.nanoTime();

    ConsumerFailureLog(ListenerGroup group) {
        this.group = group;
    }

    /** Logs a failure after which the consumer starts again with a delay. */
    void log(ConsumerFailure failure, Duration delay) {
        long now = System.nanoTime();
        String text = FailureText.of(failure);
        boolean isKnown = text.equals(lastText);
        if (isKnown && now - nextRepeat < 0) {
            LOG.debugf("Consuming %s still fails; the next attempt is in %d ms. %s", group, delay.toMillis(), text);
            return;
        }
        lastText = text;
        nextRepeat = now + REPEAT.toNanos();
        if (failure.isTransient()) {
            LOG.errorf(isKnown ? null : failure.cause(),
                    "Consuming %s failed; it starts again in %d ms. Nothing is lost: what was not"
                            + " committed will be delivered. %s",
                    group, delay.toMillis(), text);
        } else {
            LOG.errorf("Consuming %s is not possible; the next attempt is in %d ms. %s", group, delay.toMillis(), text);
        }
    }
}
