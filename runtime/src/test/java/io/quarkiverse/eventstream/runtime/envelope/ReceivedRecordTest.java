package io.quarkiverse.eventstream.runtime.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.eventstream.PayloadException;

class ReceivedRecordTest {

    @Test
    void aValueOfAnyJsonFormatIsATreeWithExactNumbers() {
        JsonNode tree = record("{\"specversion\": \"1.0\", \"data\": [12345678901234567890123, 0.10]}").valueAsTree();

        assertThat(tree.path("specversion").textValue()).isEqualTo("1.0");
        assertThat(tree.path("data").path(0).bigIntegerValue()).isEqualTo(new BigInteger("12345678901234567890123"));
        assertThat(tree.path("data").path(1).decimalValue()).isEqualTo(new BigDecimal("0.10"));
    }

    @Test
    void aValueNeedNotBeAnObject() {
        assertThat(record("[1]").valueAsTree().isArray()).isTrue();
        assertThat(record("\"text\"").valueAsTree().textValue()).isEqualTo("text");
        assertThat(record("null").valueAsTree().isNull()).isTrue();
    }

    @Test
    void aTombstoneIsNull() {
        assertThat(new ReceivedRecord(new ConsumerRecord<>("orders", 0, 0, null, null)).valueAsTree().isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "<xml/>", "{\"a\": 1", "{\"a\": 1} {}", "1 x"})
    void aValueThatIsNotOneJsonValueIsRefused(String value) {
        assertThatThrownBy(() -> record(value).valueAsTree()).isInstanceOf(PayloadException.class)
                .hasMessageStartingWith(
                        "The value of the record (topic shop.orders, partition 3, offset 42) can't be read as JSON: ");
    }

    @Test
    void aValueThatIsNestedTooDeepIsRefused() {
        assertThatThrownBy(() -> record("[".repeat(100_000)).valueAsTree()).isInstanceOf(PayloadException.class);
    }

    private static ReceivedRecord record(String value) {
        return new ReceivedRecord(new ConsumerRecord<>("shop.orders", 3, 42, null, value.getBytes(StandardCharsets.UTF_8)));
    }
}
