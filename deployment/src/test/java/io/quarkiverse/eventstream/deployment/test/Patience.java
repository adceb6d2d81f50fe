package io.quarkiverse.eventstream.deployment.test;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waits for as long as a busy machine may need: a test that gives up early fails for luck. */
public final class Patience {

    private static final Duration LONG = Duration.ofSeconds(60);

    private Patience() {}

    /**
     * What to wait for.
     *
     * @return as Awaitility's own, with more patience
     */
    public static ConditionFactory await() {
        return Awaitility.await().atMost(LONG);
    }
}
