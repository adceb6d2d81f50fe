package io.quarkiverse.eventstream.runtime.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.quarkiverse.eventstream.InvalidEventException;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.Violation;
import io.quarkiverse.eventstream.runtime.config.WireFormat;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;

class EnvelopeWriterTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    record Order(String orderId, BigDecimal total) {}

    /** Refers to itself by way of another. */
    public static class Cycle {
        public List<Cycle> getOthers() {
            return List.of(this);
        }
    }

    public static class Throwing {
        public String getText() {
            throw new IllegalStateException("out of order\nforged line");
        }
    }

    record AsList(@JsonValue List<String> list) {}

    private interface Writing extends JsonSerializable {
        @Override
        default void serializeWithType(JsonGenerator to, SerializerProvider provider, TypeSerializer type) {
            throw new UnsupportedOperationException();
        }
    }

    static Stream<Arguments> payloadsThatAreNoObject() {
        return Stream.of("text", 'c', 1, 1.5, true, List.of(), List.of(Map.of()), new int[]{1}, new Object[0], new byte[]{1},
                Thread.State.NEW, new AsList(List.of()), JsonNodeFactory.instance.arrayNode(),
                JsonNodeFactory.instance.textNode("{}"))
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource
    void payloadsThatAreNoObject(Object payload) {
        assertThat(violations(event().payload(payload))).singleElement().satisfies(violation -> {
            assertThat(violation.field()).isEqualTo("payload");
            assertThat(violation.rule()).contains("JSON object");
            assertThat(violation.value()).isEqualTo(payload.getClass().getName());
        });
    }

    static Stream<Arguments> payloadsThatCannotBeWritten() {
        Map<String, Object> cyclic = new HashMap<>();
        cyclic.put("self", cyclic);
        Map<String, Object> deep = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            deep = new HashMap<>(Map.of("a", deep));
        }
        Map<Object, Object> nullKey = new HashMap<>();
        nullKey.put(null, 1);
        return Stream.of(cyclic, deep, nullKey, new Cycle(), new Throwing(), new Object(), Map.of("a", new Object()),
                (Writing) EnvelopeWriterTest::writeNothing, (Writing) EnvelopeWriterTest::writeUnclosed,
                (Writing) EnvelopeWriterTest::writeTwice, (Writing) EnvelopeWriterTest::overflow)
                .map(payload -> Arguments.of(payload.getClass().getSimpleName(), payload));
    }

    private static void writeNothing(JsonGenerator to, SerializerProvider provider) {
        // As a serializer with a forgotten branch.
    }

    private static void writeUnclosed(JsonGenerator to, SerializerProvider provider) throws IOException {
        to.writeStartObject();
    }

    private static void writeTwice(JsonGenerator to, SerializerProvider provider) throws IOException {
        to.writeNull();
        to.writeNull();
    }

    private static void overflow(JsonGenerator to, SerializerProvider provider) throws IOException {
        overflow(to, provider);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void payloadsThatCannotBeWritten(String kind, Object payload) {
        assertThat(violations(event().payload(payload))).singleElement().satisfies(violation -> {
            assertThat(violation.field()).isEqualTo("payload");
            assertThat(violation.rule()).hasSizeLessThan(400).matches(UntrustedText::isPlain);
        });
    }

    @Test
    void allValuesThatCannotBeWrittenAreNamedAtOnce() {
        List<Violation> violations = violations(event().payload(new Throwing()).additionalField("good", 1)
                .additionalField("bad", new Object()).additionalField("worse\n", new Cycle()).additionalField(null, 1));

        assertThat(violations).extracting(Violation::field).containsExactlyInAnyOrder("payload", "additional_fields.bad",
                "additional_fields.worse\\n", "additional_fields");
        assertThat(violations).filteredOn(violation -> violation.field().equals("payload")).singleElement()
                .satisfies(violation -> assertThat(violation.rule()).contains("at text: out of order\\nforged line"));
    }

    @Test
    void whatWritesAsAnObjectIsAPayload() throws Exception {
        assertThat(write(event().payload(new Order("o-1", new BigDecimal("1.10")))).get("payload").toString())
                .isEqualTo("{\"orderId\":\"o-1\",\"total\":1.1}");
        assertThat(write(event().payload(MAPPER.readTree("{\"a\":[]}"))).get("payload").toString()).isEqualTo("{\"a\":[]}");
        assertThat(write(event().payload(Map.of())).get("payload").isObject()).isTrue();
        assertThat(write(event().payload(JsonNodeFactory.instance.nullNode())).get("payload").isNull()).isTrue();
    }

    @Test
    void additionalFieldsMayBeAnything() throws Exception {
        JsonNode tree = write(
                event().additionalField("text", "a").additionalField("list", List.of(1)).additionalField("null", null)
                        .additionalField("order", new Order("o", null)));

        assertThat(tree.get("additional_fields").toString())
                .isEqualTo("{\"text\":\"a\",\"list\":[1],\"null\":null,\"order\":{\"orderId\":\"o\",\"total\":null}}");
    }

    @Test
    void optionalFieldsAreWrittenOnlyWhenSet() throws Exception {
        assertThat(write(event()).properties()).hasSize(20);

        JsonNode tree = write(
                event().peer(peer -> peer.parentNamespace("p").unionNamespace("u").sourceNamespace("s")
                        .timestampUnixNano(1795501627579552218L)));

        assertThat(tree.get("parentNamespace").textValue()).isEqualTo("p");
        assertThat(tree.get("unionNamespace").textValue()).isEqualTo("u");
        assertThat(tree.get("sourceNamespace").textValue()).isEqualTo("s");
        assertThat(tree.get("timestampUnixNano").longValue()).isEqualTo(1795501627579552218L);
        assertThat(tree.properties()).hasSize(24);
    }

    @Test
    void numbersAreExact() throws Exception {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("long", Long.MAX_VALUE);
        payload.put("big", new BigInteger("123456789012345678901234567890"));
        payload.put("decimal", new BigDecimal("0.10000000000000000000000001"));

        assertThat(text(event().version(Long.MAX_VALUE).payload(payload))).contains("\"version\":9223372036854775807")
                .contains(
                        "{\"long\":9223372036854775807,\"big\":123456789012345678901234567890,\"decimal\":0.10000000000000000000000001}");
    }

    @Test
    void textOfAnyKindSurvives() throws Exception {
        String text = "<a href='x'>&\"\\/\b\f\n\r\t\u0000\u001f\u007f\u2028\u2029é漢😀";
        String halves = "\ud800x\udc00\\uD8";
        byte[] value = new EnvelopeWriter(MAPPER, WireFormat.V3_1)
                .write(event().peer(peer -> peer.service(text + halves).clientIds(List.of(text))).additionalField(text, text)
                        .payload(Map.of(text, text + halves)).build());

        ReceivedEvent event = Received.event(MAPPER, value);
        assertThat(event.peer().service()).isEqualTo(text + halves);
        assertThat(event.peer().clientIds()).containsExactly(text);
        assertThat(event.additionalFields()).containsEntry(text, text);
        assertThat(event.payloadAsMap()).containsEntry(text, text + halves);
    }

    @Test
    void pairsSurviveWhereverTheBufferEnds() {
        for (int length = 7_700; length < 8_100; length++) {
            String text = "x".repeat(length) + "😀".repeat(20);
            byte[] value = new EnvelopeWriter(MAPPER, WireFormat.V3_1).write(event().payload(Map.of("text", text)).build());

            assertThat(Received.event(MAPPER, value).payloadAsMap()).containsEntry("text", text);
        }
    }

    @Test
    void keysThatCouldNotBeReadAgainAreRefused() {
        assertThat(violations(
                event().payload(Map.of("a", Map.of("\ud800", 1))).additionalField("x\udc00", 1).additionalField("y", 1)))
                .extracting(Violation::field).containsExactly("additional_fields", "payload");
    }

    @Test
    void theApplicationsMapperWritesThePayloadButNotTheEnvelope() throws Exception {
        ObjectMapper mapper = JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(SerializationFeature.INDENT_OUTPUT).enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.NON_EMPTY))
                .disable(JsonWriteFeature.QUOTE_FIELD_NAMES)
                .enable(JsonParser.Feature.ALLOW_COMMENTS).build();

        String text = new String(
                new EnvelopeWriter(mapper, WireFormat.V3_1).write(event().payload(new Order("o-1", null)).build()),
                StandardCharsets.UTF_8);

        assertThat(text).doesNotContain("\n").endsWith("\"topic\":\"\",\"payload\":{\"order_id\":\"o-1\"}}")
                .contains("\"clientId\":\"\"", "\"client_ids\":null");
        assertThat(mapper.writeValueAsString(Map.of("a", 1))).as("the mapper stays as it is").contains("\n").contains("a :");
    }

    @Test
    void invalidFieldsAreWrittenForTheValidatorToRefuse() throws Exception {
        List<String> ids = new ArrayList<>();
        ids.add(null);
        assertThat(
                write(OutgoingEvent.builder((String) null).peer(peer -> peer.clientIds(ids)).timestamp(Instant.MAX))
                        .get("client_ids").toString())
                .isEqualTo("[null]");
    }

    private static OutgoingEvent.Builder event() {
        return OutgoingEvent.builder("orderCreated").namespace("shop").topic("orders");
    }

    private static JsonNode write(OutgoingEvent.Builder event) throws IOException {
        return MAPPER.readTree(new EnvelopeWriter(MAPPER, WireFormat.V3_1).write(event.build()));
    }

    private static String text(OutgoingEvent.Builder event) {
        return new String(new EnvelopeWriter(MAPPER, WireFormat.V3_1).write(event.build()), StandardCharsets.UTF_8);
    }

    private static List<Violation> violations(OutgoingEvent.Builder event) {
        return catchThrowableOfType(InvalidEventException.class,
                () -> new EnvelopeWriter(MAPPER, WireFormat.V3_1).write(event.build()))
                .violations();
    }
}
