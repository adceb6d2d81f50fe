package io.quarkiverse.eventstream.runtime.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;

import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.runtime.config.WireFormat;

/** {@code OutgoingEvent.builder(IncomingEvent)}, all the way from bytes to bytes. */
class RepublishingTest {

    private static final String AWKWARD = "{\"big\":123456789012345678901234567890,\"decimal\":0.10000000000000000000000001,\"scale\":1.10,"
            + "\"null\":null,\"empty\":[],\"none\":{},\"list\":[null,{\"a\":null}],\"text\":\"é\\uD800\\u2028\"}";

    private static final String ALL = "{\"id\":\"i\",\"name\":\"n\",\"namespace\":\"ns\",\"clientId\":\"c\",\"traceId\":\"t\",\"spanContext\":\"1:2:0:1\","
            + "\"userId\":\"u\",\"sessionId\":\"s\",\"timestamp\":\"2026-11-24T06:26:36Z\",\"timestampUnixNano\":1795501627579552218,"
            + "\"version\":9223372036854775807,\"event_id\":1,\"event_type\":2,\"event_level\":3,\"service\":\"sv\",\"client_ids\":[],"
            + "\"target_user_ids\":[\"a\",\"b\"],\"target_namespace\":\"tn\",\"privacy\":true,\"topic\":\"\",\"parentNamespace\":\"p\","
            + "\"unionNamespace\":\"un\",\"sourceNamespace\":\"sn\",\"future\":" + AWKWARD
            + ",\"other\":12345678901234567890,\"gone\":null,"
            + "\"additional_fields\":" + AWKWARD + ",\"payload\":" + AWKWARD + "}";

    @Test
    void nothingIsLost() {
        assertThat(republish(new ObjectMapper(), ALL)).isEqualTo(ALL.replace("\\u2028", "\u2028"));
    }

    /** Several empty fields are written in one piece, so one that is not empty must be found among empty ones. */
    @Test
    void nothingIsLostWhereNothingElseIsSaid() throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        List<Map.Entry<String, JsonNode>> fields = mapper.readTree(ALL).properties().stream()
                .filter(field -> !field.getValue().isObject()).toList();
        assertThat(fields).hasSizeGreaterThan(20);
        for (Map.Entry<String, JsonNode> field : fields) {
            ObjectNode only = mapper.createObjectNode().put("id", "i").put("name", "n").put("namespace", "ns");
            only.set(field.getKey(), field.getValue());

            JsonNode written = mapper.readTree(republish(mapper, only.toString()));

            assertThat(written.get(field.getKey())).as(field.getKey()).isEqualTo(field.getValue());
        }
    }

    @Test
    void nothingIsLostByAnySettingOfTheMapper() {
        ObjectMapper mapper = JsonMapper.builder()
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.NON_EMPTY))
                .disable(JsonNodeFeature.WRITE_NULL_PROPERTIES).enable(SerializationFeature.INDENT_OUTPUT)
                .enable(SerializationFeature.WRAP_ROOT_VALUE).enable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .addModule(new SimpleModule().addSerializer(BigDecimal.class, ToStringSerializer.instance)).build();

        assertThat(republish(mapper, ALL)).isEqualTo(ALL.replace("\\u2028", "\u2028"));
    }

    @Test
    void fieldsThatWereLeftOutGetTheirEmpties() throws Exception {
        JsonNode tree = new ObjectMapper()
                .readTree(republish(new ObjectMapper(), "{\"id\":\"i\",\"name\":\"n\",\"namespace\":\"ns\"}"));

        assertThat(tree.get("version").intValue()).isEqualTo(1);
        assertThat(tree.get("client_ids").isNull()).isTrue();
        assertThat(tree.has("additional_fields")).isFalse();
        assertThat(tree.has("timestampUnixNano")).isFalse();
        assertThat(tree.get("payload").isNull()).isTrue();
    }

    @Test
    void theKeyIsKeptUnlessItIsEmpty() {
        byte[] value = "{\"id\":\"i\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(key("k".getBytes(StandardCharsets.UTF_8), value)).isEqualTo("k");
        assertThat(key(new byte[0], value)).isEqualTo("i");
        assertThat(key(null, value)).isEqualTo("i");
    }

    private static String key(byte[] key, byte[] value) {
        return OutgoingEvent.builder(Received.event(new ObjectMapper(), new ConsumerRecord<>("t", 0, 0, key, value))).build()
                .key();
    }

    private static String republish(ObjectMapper mapper, String value) {
        OutgoingEvent event = OutgoingEvent.builder(Received.event(mapper, value)).topic("elsewhere").build();
        return new String(new EnvelopeWriter(mapper, WireFormat.V3_1).write(event), StandardCharsets.UTF_8);
    }
}
