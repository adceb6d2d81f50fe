package io.quarkiverse.eventstream.runtime.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.runtime.config.WireFormat;
import io.quarkiverse.eventstream.runtime.envelope.Vectors.Vector;

class VectorsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    static Stream<Vector> all() {
        return Vectors.all();
    }

    static Stream<Arguments> eachInItsFormat() {
        return Map.of(Vectors.V3_1_4, WireFormat.V3_1, Vectors.V3_21, WireFormat.V3_21, Vectors.V4_2_2, WireFormat.V4_2)
                .entrySet()
                .stream().flatMap(sdk -> Vectors.of(sdk.getKey()).map(vector -> Arguments.of(vector, sdk.getValue())));
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyFieldIsReadAsGoWroteIt(Vector vector) throws Exception {
        JsonNode expected = vector.tree();
        ReceivedEvent event = Received.event(vector.value());

        assertThat(event.id()).isEqualTo(vector.key()).isEqualTo(text(expected, "id"));
        assertThat(event.name()).isEqualTo(text(expected, "name"));
        assertThat(event.namespace()).isEqualTo(text(expected, "namespace"));
        assertThat(event.clientId()).isEqualTo(text(expected, "clientId"));
        assertThat(event.traceId()).isEqualTo(text(expected, "traceId"));
        assertThat(event.spanContext()).isEqualTo(text(expected, "spanContext"));
        assertThat(event.userId()).isEqualTo(text(expected, "userId"));
        assertThat(event.sessionId()).isEqualTo(text(expected, "sessionId"));
        assertThat(event.timestamp()).isEqualTo(Instant.parse(text(expected, "timestamp")));
        assertThat(event.peer().timestampUnixNano())
                .isEqualTo(expected.has("timestampUnixNano") ? expected.get("timestampUnixNano").longValue() : null);
        assertThat(event.version()).isEqualTo(expected.get("version").longValue());
        assertThat(event.peer().eventId()).isEqualTo(expected.path("event_id").longValue());
        assertThat(event.peer().eventType()).isEqualTo(expected.path("event_type").longValue());
        assertThat(event.peer().eventLevel()).isEqualTo(expected.path("event_level").longValue());
        assertThat(event.peer().service()).isEqualTo(text(expected, "service"));
        assertThat(event.peer().clientIds()).isEqualTo(texts(expected, "client_ids"));
        assertThat(event.peer().targetUserIds()).isEqualTo(texts(expected, "target_user_ids"));
        assertThat(event.peer().targetNamespace()).isEqualTo(text(expected, "target_namespace"));
        assertThat(event.peer().privacy()).isEqualTo(expected.path("privacy").booleanValue());
        assertThat(event.topic()).isEqualTo("orders");
        assertThat(event.hasPayload()).isEqualTo(expected.path("payload").isObject());
        assertThat(MAPPER.readTree(MAPPER.writeValueAsBytes(event.payloadAsMap()))).isEqualTo(
                event.hasPayload() ? expected.get("payload") : MAPPER.createObjectNode());
        assertThat(MAPPER.readTree(MAPPER.writeValueAsBytes(event.additionalFields())))
                .isEqualTo(expected.has("additional_fields") ? expected.get("additional_fields") : MAPPER.createObjectNode());
        assertThat(event.unknownFields()).isEmpty();
        assertThat(EventNameScannerTest.scan(vector.bytes())).isEqualTo(event.name());
    }

    @Test
    void theFullEventHasTheValuesThatWereSet() {
        for (String sdk : List.of(Vectors.V3_1_4, Vectors.V3_21, Vectors.V4_2_2)) {
            ReceivedEvent event = Received.event(Vectors.of(sdk, "full").value());

            assertThat(event.name()).isEqualTo("orderCreated");
            assertThat(event.spanContext()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736:00f067aa0ba902b7:0:1");
            assertThat(event.version()).isEqualTo(2);
            assertThat(event.peer().eventType()).isEqualTo(301);
            assertThat(event.peer().clientIds()).containsExactly("7d480ce0e8624b02901bd80d9ba9817c",
                    "661a4ac82b854f3ca3ac2e0377d356e4");
            assertThat(event.peer().privacy()).isTrue();
            assertThat(event.additionalFields()).containsEntry("summary", "user:_failed");
            assertThat(event.payloadAsTree().at("/lines/0/sku").textValue()).isEqualTo("a");
        }
    }

    @Test
    void theCharactersThatGoEscapesAreReadAsCharacters() {
        for (String sdk : List.of(Vectors.V3_1_4, Vectors.V3_21, Vectors.V4_2_2)) {
            assertThat(Received.event(Vectors.of(sdk, "htmlAndUnicode").value()).payloadAsMap())
                    .containsEntry("html", "<a href=\"x\">&'</a>").containsEntry("uni", "é漢字😀\u2028\u2029")
                    .containsEntry("ctl", "\t\n\u0001").containsEntry("", "emptyKey");
        }
    }

    @ParameterizedTest
    @MethodSource("eachInItsFormat")
    void whatWeWriteForTheSameInputIsWhatGoWrites(Vector vector, WireFormat format) throws Exception {
        OutgoingEvent event = input(vector.name()).id(vector.key()).timestamp(timeOf(vector)).build();

        byte[] written = new EnvelopeWriter(MAPPER, format).write(event);

        JsonNode tree = MAPPER.readTree(written);
        assertThat(tree).isEqualTo(vector.tree());
        assertThat(names(tree)).as("in the same order").isEqualTo(names(vector.tree()));
        assertThat(new EventCodec(MAPPER).encoder(format).encode(event).key()).asString(StandardCharsets.UTF_8)
                .isEqualTo(vector.key());
    }

    /** The time of the clock, of which the format may write less. */
    private static Instant timeOf(Vector vector) {
        JsonNode tree = vector.tree();
        Instant time = Instant.parse(tree.get("timestamp").textValue());
        return switch (vector.sdk()) {
            case Vectors.V3_1_4 -> time.plusMillis(999);
            case Vectors.V3_21 -> Instant.ofEpochSecond(0, tree.get("timestampUnixNano").longValue());
            default -> time;
        };
    }

    @ParameterizedTest
    @MethodSource("eachInItsFormat")
    void whatGoWroteIsTheSameAfterItWasRepublishedInItsFormat(Vector vector, WireFormat format) throws Exception {
        OutgoingEvent event = OutgoingEvent.builder(Received.event(vector.value())).topic("t").build();

        JsonNode written = MAPPER.readTree(new EnvelopeWriter(MAPPER, format).write(event));

        assertThat(written).isEqualTo(vector.tree());
    }

    @ParameterizedTest
    @MethodSource("all")
    void whatGoWroteIsTheSameAfterItWasRepublished(Vector vector) throws Exception {
        OutgoingEvent event = OutgoingEvent.builder(Received.event(vector.value())).topic("t").build();

        Map<String, JsonNode> written = fields(MAPPER.readTree(new EnvelopeWriter(MAPPER, WireFormat.V3_1).write(event)));

        assertThat(written).containsAllEntriesOf(fields(vector.tree()));
    }

    /** The event that the Go program published for the vectors. */
    private static OutgoingEvent.Builder input(String name) {
        return switch (name) {
            case "minimal" -> OutgoingEvent.builder("orderCreated").namespace("shop").topic("t");
            case "full" -> full();
            case "nullPayload" -> OutgoingEvent.builder("e").namespace("n").payload(null);
            case "emptyLists" ->
                OutgoingEvent.builder("e").namespace("n").peer(peer -> peer.clientIds(List.of()).targetUserIds(List.of()));
            case "htmlAndUnicode" ->
                OutgoingEvent.builder("e").namespace("n").payload(Map.of("", "emptyKey", "ctl", "\t\n\u0001",
                        "html", "<a href=\"x\">&'</a>", "uni", "é漢字😀\u2028\u2029"));
            default -> throw new IllegalArgumentException("no input for " + name);
        };
    }

    private static OutgoingEvent.Builder full() {
        record Line(int qty, String sku) {}
        record Order(List<Line> lines, String orderId, double total) {}
        return OutgoingEvent.builder("orderCreated").namespace("shop").clientId("7d480ce0e8624b02901bd80d9ba9817c")
                .traceId("01c34ec3b07f4bfaa59ba0184a3de14d")
                .spanContext("4bf92f3577b34da6a3ce929d0e0e4736:00f067aa0ba902b7:0:1")
                .userId("e95b150043ff4a2c88427a6eb25e5bc8").sessionId("c1ab4f754acc4cb48a8f68dd25cfca21").version(2)
                .peer(peer -> peer.eventId(3).eventType(301).eventLevel(4).service("checkout")
                        .clientIds(List.of("7d480ce0e8624b02901bd80d9ba9817c", "661a4ac82b854f3ca3ac2e0377d356e4"))
                        .targetUserIds(List.of("1fe7f425a0e049d29d87ca3d32e45b5a")).targetNamespace("publisher").privacy(true))
                .additionalField("depth", Map.of("a", Arrays.asList(1, "x", null, true)))
                .additionalField("summary", "user:_failed")
                .payload(new Order(List.of(new Line(2, "a")), "o-1", 12.5));
    }

    private static String text(JsonNode tree, String field) {
        return tree.path(field).asText("");
    }

    private static List<String> texts(JsonNode tree, String field) {
        List<String> texts = new ArrayList<>();
        tree.path(field).forEach(text -> texts.add(text.textValue()));
        return texts;
    }

    private static List<String> names(JsonNode tree) {
        return new ArrayList<>(fields(tree).keySet());
    }

    private static Map<String, JsonNode> fields(JsonNode tree) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        tree.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }
}
