package io.quarkiverse.eventstream.cli.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkiverse.eventstream.cli.golden.GoldenRecord;
import io.quarkiverse.eventstream.cli.golden.GoldenRecords;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.envelope.ReceivedEvent;

/**
 * The golden files. After an intended change of the format, {@code -Dgolden.write=true} writes the records of this client and all
 * expectations again: check the difference before the commit.
 */
class GoldenFilesTest {

    private static final Path FOLDER = Path.of("src/main/resources/golden");
    /** In ASCII, so that no editor hides or changes characters. */
    private static final ObjectWriter ASCII = EnvelopeMembers.EXACT.writer()
            .with(JsonWriteFeature.ESCAPE_NON_ASCII);
    private static final ObjectWriter PRETTY = ASCII.with(
            new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

    static Stream<GoldenRecord> all() {
        return GoldenRecords.all().stream();
    }

    @Test
    void thisClientStillWritesItsGoldenRecords() throws IOException {
        assertFile("java.jsonl", javaLines());
    }

    @ParameterizedTest
    @ValueSource(strings = {GoldenRecords.GO_SDK_V3_1_4, GoldenRecords.GO_SDK_V3_21, GoldenRecords.GO_SDK_V4_2_2,
            GoldenRecords.JAVA})
    void theExpectationsAreComplete(String origin) throws IOException {
        ObjectNode expected = EnvelopeMembers.EXACT.createObjectNode();
        for (String line : Files.readAllLines(FOLDER.resolve(origin + ".jsonl"))) {
            JsonNode record = EnvelopeMembers.EXACT.readTree(line);
            expected.set(record.get("case").textValue(),
                    EventFields.of(EnvelopeMembers.read(record.get("value").textValue().getBytes(UTF_8))));
        }

        assertFile(origin + ".expected.json", PRETTY.writeValueAsString(expected) + "\n");
    }

    private static void assertFile(String name, String content) throws IOException {
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(FOLDER.resolve(name), content);
        }
        assertThat(Files.readString(FOLDER.resolve(name))).isEqualTo(content);
    }

    private static String javaLines() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (ObjectNode line : JavaRecords.lines()) {
            lines.append(ASCII.writeValueAsString(line)).append('\n');
        }
        return lines.toString();
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyExpectationIsWhatThisClientReads(GoldenRecord golden) {
        JsonNode expected = golden.expected();
        ReceivedEvent event = read(golden);

        assertThat(event.id()).isEqualTo(expected.get("id").textValue()).isNotEmpty();
        assertThat(event.name()).isEqualTo(expected.get("name").textValue()).isIn("orderCreated", "e");
        assertThat(event.namespace()).isEqualTo(expected.get("namespace").textValue());
        assertThat(event.timestamp()).isEqualTo(Instant.parse(expected.get("timestamp").textValue()));
        assertThat(event.peer().timestampUnixNano())
                .isEqualTo(expected.has("timestampUnixNano") ? expected.get("timestampUnixNano").longValue() : null);
        assertThat(event.clientId()).isEqualTo(expected.get("clientId").textValue());
        assertThat(event.traceId()).isEqualTo(expected.get("traceId").textValue());
        assertThat(event.spanContext()).isEqualTo(expected.get("spanContext").textValue());
        assertThat(event.userId()).isEqualTo(expected.get("userId").textValue());
        assertThat(event.sessionId()).isEqualTo(expected.get("sessionId").textValue());
        assertThat(event.version()).isEqualTo(expected.get("version").longValue());
        assertThat(event.peer().eventId()).isEqualTo(expected.get("event_id").longValue());
        assertThat(event.peer().eventType()).isEqualTo(expected.get("event_type").longValue());
        assertThat(event.peer().eventLevel()).isEqualTo(expected.get("event_level").longValue());
        assertThat(event.peer().service()).isEqualTo(expected.get("service").textValue());
        assertThat(event.peer().clientIds()).isEqualTo(texts(expected.get("client_ids")));
        assertThat(event.peer().targetUserIds()).isEqualTo(texts(expected.get("target_user_ids")));
        assertThat(event.peer().targetNamespace()).isEqualTo(expected.get("target_namespace").textValue());
        assertThat(event.peer().privacy()).isEqualTo(expected.get("privacy").booleanValue());
        assertThat(event.peer().parentNamespace()).isEqualTo(expected.path("parentNamespace").asText(""));
        assertThat(event.peer().unionNamespace()).isEqualTo(expected.path("unionNamespace").asText(""));
        assertThat(event.peer().sourceNamespace()).isEqualTo(expected.path("sourceNamespace").asText(""));
        assertThat(event.envelope().path("additional_fields").equals(expected.get("additional_fields"))
                || event.additionalFields().isEmpty() && expected.get("additional_fields").isEmpty()).isTrue();
        assertThat(event.payloadAsTree()).isEqualTo(expected.get("payload"));
        event.unknownFields().forEach((name, value) -> assertThat(value).isEqualTo(expected.get(name)));
        assertThat(expected.size()).as("nothing else is expected").isEqualTo(event.unknownFields().size()
                + Math.toIntExact(Stream.of(EnvelopeField.values())
                        .filter(field -> field != EnvelopeField.TOPIC && expected.has(field.json())).count()));
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyGoldenRecordKeepsTheWireFormat(GoldenRecord golden) {
        assertThat(new EnvelopeCheck(true).findings(Records.of(golden))).filteredOn(Finding::isViolation).isEmpty();
    }

    @Test
    void noTwoGoldenRecordsHaveOneIdOrKey() {
        assertThat(all().map(golden -> golden.expected().get("id").textValue())).doesNotHaveDuplicates();
        assertThat(all().map(GoldenRecord::key)).doesNotHaveDuplicates();
        assertThat(all().map(GoldenRecord::toString)).doesNotHaveDuplicates().contains("go-sdk-v3.1.4/full", "java/ownKey");
    }

    @Test
    void anUnknownOriginIsRefused() {
        assertThatThrownBy(() -> GoldenRecords.of("cobol")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cobol").hasMessageContaining("go-sdk-v3.1.4");
    }

    private static ReceivedEvent read(GoldenRecord golden) {
        ConsumerRecord<byte[], byte[]> record = Records.of(golden);
        EventCodec codec = new EventCodec(EnvelopeMembers.EXACT);
        return new ReceivedEvent(record, codec.decode(record.value()), "golden", codec, false);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.textValue()));
        return texts;
    }
}
