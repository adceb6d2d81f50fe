package io.quarkiverse.eventstream.runtime.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import io.quarkiverse.eventstream.EventHeader;
import io.quarkiverse.eventstream.PayloadException;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;

class ReceivedEventTest {

    private static final String EVENT = "{\"id\":\"i-1\",\"name\":\"orderCreated\",\"x\":1,\"payload\": {\"orderId\":\"o-1\",\"qty\":2} ,\"y\":2}";

    record Order(String orderId, int qty) {}

    record Picky(String orderId, int qty) {
        Picky {
            throw new IllegalArgumentException("no such order: " + orderId);
        }
    }

    @Test
    void thePayloadIsReadAsAnyType() {
        ReceivedEvent event = Received.event(EVENT);

        assertThat(event.payload(Order.class)).isEqualTo(new Order("o-1", 2));
        assertThat(event.<Map<String, String>>payload(new TypeReference<Map<String, String>>() {}.getType()))
                .isEqualTo(Map.of("orderId", "o-1", "qty", "2"));
        assertThat(event.payload(JsonNode.class)).isEqualTo(event.payloadAsTree());
        assertThat(event.payloadAsMap()).isEqualTo(Map.of("orderId", "o-1", "qty", 2));
    }

    @Test
    void anEventWithoutAPayloadHasNull() {
        for (String value : new String[]{"{}", "{\"payload\":null}"}) {
            ReceivedEvent event = Received.event(value);
            assertThat(event.hasPayload()).isFalse();
            assertThat(event.payload(Order.class)).isNull();
            assertThat(event.payloadAsMap()).isEmpty();
            assertThat(event.payloadAsTree().isNull()).isTrue();
        }
    }

    @Test
    void typesAreReadAsTheApplicationsMapperIsSet() {
        ObjectMapper mapper = JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

        assertThat(Received.event(mapper, "{\"payload\":{\"order_id\":\"o\",\"qty\":1,\"more\":[]}}").payload(Order.class))
                .isEqualTo(new Order("o", 1));
    }

    record Arrival(OffsetDateTime at, ZonedDateTime local) {}

    @Test
    void timesKeepTheOffsetThatTheyWereSentWith() {
        ObjectMapper mapper = JsonMapper.builder().addModule(new JavaTimeModule()).defaultTimeZone(TimeZone.getTimeZone("UTC"))
                .build();
        ReceivedEvent event = Received.event(mapper,
                "{\"payload\":{\"at\":\"2026-11-29T10:00:00+05:30\",\"local\":\"2026-11-29T10:00:00+01:00\"}}");

        assertThat(event.payload(Arrival.class).at()).hasToString("2026-11-29T10:00+05:30");
        assertThat(event.payload(Arrival.class).local()).hasToString("2026-11-29T10:00+01:00");
    }

    @Test
    void numbersAreExactInMapsAndTrees() {
        String payload = "{\"big\":123456789012345678901234567890,\"long\":9223372036854775807,\"int\":1,\"decimal\":0.10000000000000000000000001,"
                + "\"scale\":1.10,\"exponent\":1e400}";
        ReceivedEvent event = Received
                .event("{\"payload\":" + payload + ",\"additional_fields\":" + payload + ",\"u\":" + payload + "}");

        for (Map<String, Object> map : List.of(event.payloadAsMap(), event.additionalFields())) {
            assertThat(map).isEqualTo(Map.of("big", new BigInteger("123456789012345678901234567890"), "long", Long.MAX_VALUE,
                    "int", 1,
                    "decimal", new BigDecimal("0.10000000000000000000000001"), "scale", new BigDecimal("1.10"), "exponent",
                    new BigDecimal("1E+400")));
        }
        for (JsonNode tree : List.of(event.payloadAsTree(), event.envelope().get("payload"), event.unknownFields().get("u"))) {
            assertThat(tree.toString()).isEqualTo(payload.replace("1e400", "1E+400"));
        }
    }

    @Test
    void whatTheRecordSaysIsThere() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("h", "1".getBytes(StandardCharsets.UTF_8)).add("h", "é".getBytes(StandardCharsets.UTF_8)).add("null", null);
        byte[] value = EVENT.getBytes(StandardCharsets.UTF_8);
        ReceivedEvent event = Received.event(new ObjectMapper(), new ConsumerRecord<>("shop.orders", 3, 42, 1_795_501_596_000L,
                TimestampType.CREATE_TIME, 1, value.length, "ключ".getBytes(StandardCharsets.UTF_8), value, headers,
                Optional.empty()));

        assertThat(event.topic()).isEqualTo("orders");
        assertThat(event.record().topic()).isEqualTo("shop.orders");
        assertThat(event.record().partition()).isEqualTo(3);
        assertThat(event.record().offset()).isEqualTo(42);
        assertThat(event.record().timestamp()).isEqualTo(Instant.parse("2026-11-24T06:26:36Z"));
        assertThat(event.key()).isEqualTo("ключ");
        assertThat(event.record().headers()).extracting(EventHeader::name).containsExactly("h", "h", "null");
        assertThat(event.header("h")).contains("é");
        assertThat(event.header("null")).isEmpty();
        assertThat(event.header("none")).isEmpty();
        assertThat(event).hasToString("orderCreated i-1 from shop.orders-3@42");
    }

    @Test
    void aRecordMayLackAKey() {
        assertThat(Received
                .event(new ObjectMapper(), new ConsumerRecord<>("t", 0, 0, null, "{}".getBytes(StandardCharsets.UTF_8))).key())
                .isNull();
    }

    @Test
    void theValueIsACopy() {
        ReceivedEvent event = Received.event(EVENT);
        event.record().value()[0] = 'x';

        assertThat(event.record().value()).asString(StandardCharsets.UTF_8).isEqualTo(EVENT);
    }

    @Test
    void returnedValuesCanBeChangedWithoutHarm() {
        ReceivedEvent event = Received.event(EVENT);
        event.payloadAsMap().clear();
        event.unknownFields().clear();
        event.payloadAsTree().properties().clear();

        assertThat(event.payloadAsMap()).hasSize(2);
        assertThat(event.unknownFields()).hasSize(2);
        assertThat(event.payloadAsTree()).hasSize(2);
    }

    @Test
    void untypedNumbersKeepTheirValueInAnyType() throws Exception {
        ReceivedEvent event = Received.event(
                "{\"id\":\"i\",\"name\":\"e\",\"payload\":{\"sum\":12345678901234567890.123456789,\"price\":9.90,\"count\":3}}");
        Map<String, Object> expected = Map.of("sum", new BigDecimal("12345678901234567890.123456789"), "price",
                new BigDecimal("9.90"), "count", 3);

        assertThat(event.payloadAsMap()).isEqualTo(expected);
        assertThat(event.<Map<String, Object>>payload(Map.class)).isEqualTo(expected);
        assertThat(event.payload(Object.class)).isEqualTo(expected);
        assertThat(event.payload(JsonNode.class)).hasToString(event.payloadAsTree().toString());
        assertThat(event.payload(JsonNode.class).get("price").decimalValue()).isEqualTo(new BigDecimal("9.90"));
    }

    @Test
    void anotherAttemptDiffersInItsNumberOnly() {
        ReceivedEvent first = Received.event(EVENT);
        ReceivedEvent second = first.withAttempt(2);

        assertThat(first.attempt()).isEqualTo(1);
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(second.payload(Order.class)).isEqualTo(first.payload(Order.class));
        assertThat(second.record().headers()).isSameAs(first.record().headers());
    }

    @Test
    void aPayloadThatDoesNotFitNamesTheEventTheTypeTheRecordAndTheReason() {
        ReceivedEvent event = Received.event(EVENT.replace("2}", "\"many\"}"));

        assertThatThrownBy(() -> event.payload(Order.class)).isInstanceOf(PayloadException.class)
                .hasMessageStartingWith(
                        "The payload of the event \"orderCreated\" with the id i-1 (topic shop.orders, partition 3, offset 42)"
                                + " can't be read as " + Order.class.getName() + ": at qty: ")
                .hasMessageContaining("many").hasCauseInstanceOf(InvalidFormatException.class);
        assertThatThrownBy(() -> event.payload(Picky.class)).isInstanceOf(PayloadException.class);
        assertThatThrownBy(() -> Received.event(EVENT).payload(Picky.class)).isInstanceOf(PayloadException.class)
                .hasMessageContaining("no such order: o-1");
        assertThatThrownBy(() -> event.payload(Runnable.class)).isInstanceOf(PayloadException.class);
        assertThatThrownBy(() -> event.payload(String.class)).isInstanceOf(PayloadException.class);
    }

    @Test
    void foreignTextInFailuresIsHarmlessDownToTheStackTrace() {
        ObjectMapper talkative = JsonMapper.builder().enable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION).build();
        String hostile = "\\n2026-01-01 ERROR forged\\u001b[2J\\u202e";
        ReceivedEvent event = Received.event(talkative,
                "{\"id\":\"" + hostile + "\",\"name\":\"" + hostile + "\",\"payload\":{\"secret\":\"s3cret\","
                        + "\"orderId\":\"" + hostile + "x".repeat(100_000) + "\",\"qty\":\"" + hostile + "\",\"" + hostile
                        + "\":1}}");

        for (Class<?> type : List.of(Order.class, Picky.class)) {
            PayloadException failure = catchThrowableOfType(PayloadException.class, () -> event.payload(type));
            assertThat(failure.getMessage()).hasSizeLessThan(1000).matches(UntrustedText::isPlain);
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            assertThat(trace.toString()).doesNotContain("\u001b").doesNotContain("\u202e").doesNotContain("\n2026-01-01")
                    .doesNotContain("s3cret").hasSizeLessThan(50_000);
        }
        assertThat(event.toString()).matches(UntrustedText::isPlain);
    }

    @Test
    void numbersBeyondAllBoundsAreAPayloadException() {
        ReceivedEvent event = Received.event("{\"payload\":{\"a\":1e99999999999},\"u\":-1e-99999999999}");

        assertThatThrownBy(event::payloadAsMap).isInstanceOf(PayloadException.class);
        assertThatThrownBy(event::payloadAsTree).isInstanceOf(PayloadException.class);
        assertThatThrownBy(event::unknownFields).isInstanceOf(PayloadException.class).hasMessageContaining("field \"u\"");
        assertThatThrownBy(event::envelope).isInstanceOf(PayloadException.class);
        assertThat(event.record().value()).isNotEmpty();
    }

    @Test
    void noTypeIsTakenFromTheData() {
        ReceivedEvent event = Received
                .event("{\"payload\":{\"@class\":\"java.util.ArrayList\",\"@type\":[\"java.net.URL\",\"http://x\"]}}");

        assertThat(event.payloadAsMap()).containsEntry("@class", "java.util.ArrayList");
        assertThat(event.<Object>payload(Object.class)).isInstanceOf(Map.class);
    }
}
