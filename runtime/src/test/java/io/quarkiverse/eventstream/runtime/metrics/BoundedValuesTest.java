package io.quarkiverse.eventstream.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class BoundedValuesTest {

    private final BoundedValues values = new BoundedValues(3);

    @Test
    void theFirstValuesAreKeptAndAllOthersShareOne() {
        assertThat(List.of("a", "b", "a", "c", "d", "a", "c", "e")).extracting(values::of).containsExactly("a", "b", "a", "c",
                "other", "a", "c", "other");
    }

    @Test
    void aValueThatIsTooLongDoesNotCount() {
        assertThat(values.of("x".repeat(201))).isEqualTo("other");
        assertThat(List.of("a", "b", "c")).extracting(values::of).containsExactly("a", "b", "c");
    }

    @Test
    void theMaximumHoldsForManyThreads() {
        BoundedValues some = new BoundedValues(10);

        assertThat(IntStream.range(0, 10_000).parallel().mapToObj(i -> some.of("v" + i % 1000)).distinct()).hasSize(11);
    }
}
