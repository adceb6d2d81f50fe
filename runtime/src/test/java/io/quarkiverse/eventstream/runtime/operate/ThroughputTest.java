package io.quarkiverse.eventstream.runtime.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

class ThroughputTest {

    private long seconds = -3;
    private final Throughput<String> throughput = new Throughput<>(() -> TimeUnit.SECONDS.toNanos(seconds));

    private Map<String, Double> look(int atSecond, Map<String, Long> counts) {
        seconds = atSecond;
        return throughput.look(counts);
    }

    @Test
    void theFirstLookTellsNothingAndALaterOneTheDifference() {
        assertThat(look(0, Map.of("a", 100L))).isEmpty();
        assertThat(look(1, Map.of("a", 200L))).as("too soon for a rate").isEmpty();
        assertThat(look(10, Map.of("a", 150L, "b", 7L))).containsExactly(Map.entry("a", 5.0));
        assertThat(look(20, Map.of("a", 150L, "b", 7L))).containsOnly(Map.entry("a", 2.5), Map.entry("b", 0.0));
    }

    @Test
    void theRateIsThatOfTheLastMinute() {
        look(0, Map.of("a", 0L));
        look(30, Map.of("a", 3000L));

        assertThat(look(60, Map.of("a", 3000L))).containsEntry("a", 50.0);
        assertThat(look(61, Map.of("a", 3000L))).containsEntry("a", 0.0);
        assertThat(look(1000, Map.of("a", 4000L))).as("the last look was long ago").isEmpty();
    }

    @Test
    void aCountThatHasBegunAgainIsComparedWithItself() {
        look(0, Map.of("a", 1000L));

        assertThat(look(10, Map.of("a", 10L))).isEmpty();
        assertThat(look(20, Map.of("a", 30L))).containsEntry("a", 2.0);
    }
}
