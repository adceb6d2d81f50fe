package io.quarkiverse.eventstream.runtime;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waits long enough for a busy machine: a short timeout makes tests flaky. */
public final class Patience {

    private static final Duration LONG = Duration.ofSeconds(60);

    private Patience() {}

    /** As Awaitility's own, with a longer timeout. */
    public static ConditionFactory await() {
        return Awaitility.await().atMost(LONG);
    }
}
