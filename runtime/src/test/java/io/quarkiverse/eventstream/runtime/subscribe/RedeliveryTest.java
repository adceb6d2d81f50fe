package io.quarkiverse.eventstream.runtime.subscribe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class RedeliveryTest {

    private final Redelivery redelivery = new Redelivery(Duration.ofMillis(100), Duration.ofSeconds(1));

    @RepeatedTest(20)
    void theDelayDoublesGiveOrTakeAFifth() {
        assertThat(redelivery.delayAfter(1)).isBetween(80L, 120L);
        assertThat(redelivery.delayAfter(2)).isBetween(160L, 240L);
        assertThat(redelivery.delayAfter(3)).isBetween(320L, 480L);
    }

    @RepeatedTest(20)
    void theDelayNeverPassesTheBound() {
        assertThat(redelivery.delayAfter(10)).isBetween(800L, 1000L);
        assertThat(redelivery.delayAfter(1_000_000)).isBetween(800L, 1000L);
    }

    @Test
    void aBoundBelowTheFirstDelayIsTheFirstDelay() {
        assertThat(new Redelivery(Duration.ofMillis(100), Duration.ofMillis(10)).delayAfter(5)).isEqualTo(100);
    }
}
