package io.quarkiverse.eventstream.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LetterIdTest {

    @Test
    void itsTextIsReadAgain() {
        LetterId id = new LetterId("orders-2.dlq", 3, 17);

        assertThat(id).hasToString("orders-2.dlq-3@17");
        assertThat(LetterId.parse("orders-2.dlq-3@17")).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "orders.dlq", "orders.dlq-0", "orders.dlq@1", "orders.dlq-1@-1", "-1@1",
            "orders.dlq-99999999999@1", "orders.dlq-0@99999999999999999999"})
    void anotherTextIsRefused(String text) {
        assertThatThrownBy(() -> LetterId.parse(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("orders.dlq-0@17");
    }

    @Test
    void negativeCoordinatesAreRefused() {
        assertThatThrownBy(() -> new LetterId("orders.dlq", -1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LetterId("orders.dlq", 0, -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
