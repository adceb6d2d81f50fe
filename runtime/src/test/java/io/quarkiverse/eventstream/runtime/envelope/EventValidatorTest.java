package io.quarkiverse.eventstream.runtime.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstream.InvalidEventException;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.Violation;
import io.quarkiverse.eventstream.runtime.config.WireFormat;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;

class EventValidatorTest {

    private static final int MAX_SIZE = 1_048_576;
    private static final Duration MAX_TIMEOUT = Duration.ofSeconds(60);
    private static final String UUID = "7d480ce0e8624b02901bd80d9ba9817c";

    private final EventEncoder encoder = new EventCodec(new ObjectMapper()).encoder(WireFormat.V3_1);
    private final EventValidator validator = new EventValidator("", false, WireFormat.V3_1, MAX_SIZE, MAX_TIMEOUT);
    private final EventValidator strict = new EventValidator("dev", true, WireFormat.V3_1, MAX_SIZE, MAX_TIMEOUT);

    @ParameterizedTest
    @ValueSource(strings = {"", "_", ".", "shop.eu", "-"})
    void aNamespaceIsFreeUnlessTheStreamWritesAsVersion31Does(String namespace) {
        OutgoingEvent event = good().namespace(namespace).build();

        for (WireFormat format : List.of(WireFormat.V3_21, WireFormat.V4_2)) {
            assertThat(new EventValidator("", true, format, MAX_SIZE, MAX_TIMEOUT).violations(event, encoder.encode(event)))
                    .isEmpty();
        }
        assertThat(validator.violations(event, encoder.encode(event))).extracting(Violation::field)
                .containsExactly("namespace");
    }

    @Test
    void aGoodEventPasses() {
        OutgoingEvent event = good().topic("audit.log").id("my id").key("k").header("h", "v").timeout(MAX_TIMEOUT).userId(UUID)
                .clientId(UUID).sessionId(UUID).traceId(UUID)
                .peer(peer -> peer.clientIds(List.of(UUID, "")).targetUserIds(List.of()))
                .payload(Map.of())
                .build();

        assertThatCode(() -> validator.check(event, encoder.encode(event))).doesNotThrowAnyException();
        assertThatCode(() -> strict.check(event, encoder.encode(event))).doesNotThrowAnyException();
    }

    @Test
    void allViolationsAreReportedAtOnce() {
        OutgoingEvent event = OutgoingEvent.builder("order created").topics("bad topic", "", "it's", "good").namespace("")
                .id("")
                .key("")
                .header("", "x").header("eventstream.name", "forged").header("\ud800", "x").timeout(Duration.ofMinutes(2))
                .timestamp(Instant.MAX).userId("u").clientId("c").sessionId("s").traceId("t")
                .peer(peer -> peer.clientIds(Arrays.asList(UUID, "x", null)).targetUserIds(List.of("y")))
                .additionalField("a", new Object()).payload(List.of()).build();

        assertThat(strict.violations(event, encoder.encode(event))).extracting(Violation::field).containsExactly("topic",
                "topic",
                "topic",
                "name", "namespace", "id", "key", "header", "header", "header", "timeout", "timestamp", "userId", "clientId",
                "sessionId",
                "traceId", "client_ids[1]", "client_ids[2]", "target_user_ids[0]", "additional_fields.a", "payload");
        assertThatThrownBy(() -> strict.check(event, encoder.encode(event))).isInstanceOf(InvalidEventException.class)
                .hasMessageContaining("client_ids[1] \"x\": must be empty or a UUID v4")
                .hasMessageContaining("name \"order created\": must");
    }

    @Test
    void anEventNeedsATopic() {
        OutgoingEvent event = OutgoingEvent.builder("e").namespace("n").build();

        assertThat(violations(validator, event)).containsExactly("topic \"\": is required: name at least one topic");
    }

    @Test
    void theFullTopicMustBeAKafkaTopic() {
        assertThat(violations(validator, bare().topic("it's").build())).singleElement().asString()
                .startsWith("topic \"it's\": must be a topic name that Kafka accepts").contains("no '");
        assertThat(violations(strict, bare().topic("it's").build())).singleElement().asString()
                .startsWith("topic \"dev.it's\"");

        String longest = "a".repeat(245);
        assertThat(violations(strict, bare().topic(longest).build())).isEmpty();
        assertThat(violations(strict, bare().topic(longest + "b").build())).singleElement().asString().contains("249");
        assertThat(violations(validator, bare().topic(longest + "bcde").build())).isEmpty();
    }

    @Test
    void anApostropheInANameIsFine() {
        assertThat(violations(validator, OutgoingEvent.builder("it's").namespace("n").topic("t").build())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT60.001S"})
    void aTimeoutIsPositiveAndBounded(Duration timeout) {
        assertThat(violations(validator, good().timeout(timeout).build())).containsExactly(
                "timeout \"" + timeout + "\": must be more than zero and at most PT1M");
    }

    @Test
    void idsAreFreeWhereValidationIsNotStrict() {
        assertThat(violations(validator,
                good().userId("u").clientId("c").sessionId("s").traceId("t").peer(peer -> peer.clientIds(List.of("x")))
                        .build()))
                .isEmpty();
        assertThat(violations(validator, good().peer(peer -> peer.clientIds(Arrays.asList("x", null))).build()))
                .containsExactly("client_ids[1] \"null\": must not be null");
    }

    @Test
    void theSizeIsKafkasOwnEstimateAndNamesBothFigures() {
        int half = MAX_SIZE / 2;
        int overhead = size(good().payload(Map.of("p", "x".repeat(half))).build()) - half;
        OutgoingEvent fits = good().payload(Map.of("p", "x".repeat(MAX_SIZE - overhead))).build();
        OutgoingEvent tooLarge = good().payload(Map.of("p", "x".repeat(MAX_SIZE - overhead + 1))).build();

        assertThat(violations(validator, fits)).isEmpty();
        assertThat(violations(validator, tooLarge)).singleElement().asString().startsWith("size \"1048577 bytes\"")
                .contains("1048576 bytes (max.request.size");
    }

    @Test
    void headersCountForTheSize() {
        OutgoingEvent event = good().header("h", new byte[MAX_SIZE]).build();

        assertThat(violations(validator, event)).singleElement().asString().startsWith("size ");
        OutgoingEvent small = good().build();
        assertThat(validator.violations(small, encoder.encode(small, List.of(new RecordHeader("added", new byte[MAX_SIZE])))))
                .hasSize(1);
    }

    @Test
    void keysThatAreNoUnicodeAreRefused() {
        assertThat(violations(validator, good().key("a\ud800").build())).containsExactly(
                "key \"a\\ud800\": must be valid Unicode: it holds half of a surrogate pair");
    }

    @ParameterizedTest
    @ValueSource(ints = {100_000, 1_000_000})
    void namesOfAnyLengthAreRefusedAndCut(int length) {
        String name = "a.".repeat(length / 2) + "\n";
        OutgoingEvent event = OutgoingEvent.builder(name).topic(name).namespace(name).build();

        EventValidator roomy = new EventValidator("dev", true, WireFormat.V3_1, Integer.MAX_VALUE, MAX_TIMEOUT);
        assertThat(roomy.violations(event, encoder.encode(event))).hasSize(3)
                .allSatisfy(violation -> assertThat(violation.value()).hasSize(100).endsWith("…"));
    }

    @Test
    void hostileTextIsHarmlessInTheMessage() {
        String hostile = "x\n2026-01-01 ERROR forged\u001b[2J\u202e";
        OutgoingEvent event = OutgoingEvent.builder(hostile).topic(hostile).namespace(hostile).key(hostile + "\ud800")
                .header("a\ud800\n", "v")
                .userId(hostile).peer(peer -> peer.clientIds(List.of(hostile))).additionalField(hostile, new Object()).build();

        assertThatThrownBy(() -> strict.check(event, encoder.encode(event)))
                .satisfies(e -> assertThat(e.getMessage()).matches(UntrustedText::isPlain));
    }

    @Test
    void theNameTravelsInTheLastHeader() {
        EncodedEvent encoded = encoder.encode(good().header("h", "v").build(),
                List.of(new RecordHeader("traceparent", new byte[0])));

        assertThat(encoded.headers()).extracting(header -> header.key()).containsExactly("h", "traceparent",
                EventCodec.NAME_HEADER);
        assertThat(encoded.headers()[2].value()).asString(StandardCharsets.UTF_8).isEqualTo("orderCreated");
    }

    private int size(OutgoingEvent event) {
        EventValidator tiny = new EventValidator("", false, WireFormat.V3_1, 1, MAX_TIMEOUT);
        String value = tiny.violations(event, encoder.encode(event)).get(0).value();
        return Integer.parseInt(value.replace(" bytes", ""));
    }

    private static OutgoingEvent.Builder good() {
        return bare().topic("orders");
    }

    private static OutgoingEvent.Builder bare() {
        return OutgoingEvent.builder("orderCreated").namespace("shop");
    }

    private List<String> violations(EventValidator validator, OutgoingEvent event) {
        return validator.violations(event, encoder.encode(event)).stream().map(Violation::toString).toList();
    }
}
