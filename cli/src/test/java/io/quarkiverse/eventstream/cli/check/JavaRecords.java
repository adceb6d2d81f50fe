package io.quarkiverse.eventstream.cli.check;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.runtime.config.WireFormat;
import io.quarkiverse.eventstream.runtime.envelope.EncodedEvent;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.envelope.ReceivedEvent;

/** The events of the golden records of this client. */
final class JavaRecords {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final EventCodec CODEC = new EventCodec(MAPPER);
    private static final Instant TIMESTAMP = Instant.parse("2026-11-24T06:26:36.579Z");
    /** The largest integer up to which a double is exact, as in a Go peer. */
    private static final long LARGEST_INTEGER = (1L << 53) - 1;
    private static final int DEPTH = 64;

    private JavaRecords() {}

    /** One line of the file for each event. */
    static List<ObjectNode> lines() {
        List<ObjectNode> lines = new ArrayList<>();
        lines.add(line("minimal", named("orderCreated", "shop", 1)));
        lines.add(line("full", full()));
        lines.add(line("nullPayload", named("e", "n", 3).payload(null)));
        lines.add(line("htmlAndUnicode", named("e", "n", 4).payload(map("", "emptyKey", "ctl", "\t\n\u0001",
                "html", "<a href=\"x\">&'</a>", "uni", "é漢字😀\u2028\u2029"))));
        lines.add(line("emptyLists", named("e", "n", 5).peer(peer -> peer.clientIds(List.of()).targetUserIds(List.of()))));
        lines.add(line("numbers", named("orderCreated", "shop", 6).peer(peer -> peer.eventId(Long.MAX_VALUE).eventType(-1))
                .payload(map("largest", LARGEST_INTEGER, "smallest", -LARGEST_INTEGER, "decimal", 0.1, "price", 1234.50,
                        "huge", 1.5e300, "tiny", 5e-324, "zero", 0, "negative", -7.25))));
        lines.add(line("names", named("orderCreated", "shop", 7).additionalField("name", "notThis")
                .payload(map("name", "norThis", "payload", map("name", "norThat"), "namespace", "other"))));
        lines.add(line("nested", named("orderCreated", "shop", 8).payload(nested())));
        lines.add(line("ownKey", named("orderCreated", "shop", 9).key("customer-é漢").header("tenant", "eu-1")
                .payload(map("customerId", "customer-é漢")),
                new RecordHeader("traceparent",
                        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01".getBytes(StandardCharsets.UTF_8))));
        lines.add(line("newerFields",
                named("orderCreated", "shop", 10)
                        .peer(peer -> peer.timestampUnixNano(1795501596579552218L).parentNamespace("studio")
                                .unionNamespace("union").sourceNamespace("source"))
                        .payload(map("orderId", "o-10"))));
        lines.add(line("unknownFields", unknownFields()));
        return lines;
    }

    private static OutgoingEvent.Builder named(String name, String namespace, int number) {
        return OutgoingEvent.builder(name).topic("golden").namespace(namespace).timestamp(TIMESTAMP)
                .id(String.format("6a0d52c1e3f74b0a9c1d%012x", number));
    }

    private static OutgoingEvent.Builder full() {
        return named("orderCreated", "shop", 2).clientId("7d480ce0e8624b02901bd80d9ba9817c")
                .traceId("01c34ec3b07f4bfaa59ba0184a3de14d")
                .spanContext("4bf92f3577b34da6a3ce929d0e0e4736:00f067aa0ba902b7:0:1")
                .userId("e95b150043ff4a2c88427a6eb25e5bc8").sessionId("c1ab4f754acc4cb48a8f68dd25cfca21").version(2)
                .peer(peer -> peer.eventId(3).eventType(301).eventLevel(4).service("checkout")
                        .clientIds(List.of("7d480ce0e8624b02901bd80d9ba9817c", "661a4ac82b854f3ca3ac2e0377d356e4"))
                        .targetUserIds(List.of("1fe7f425a0e049d29d87ca3d32e45b5a")).targetNamespace("publisher").privacy(true))
                .additionalField("depth", map("a", Arrays.asList(1, "x", null, true)))
                .additionalField("summary", "user:_failed")
                .payload(map("lines", List.of(map("qty", 2, "sku", "a")), "orderId", "o-1", "total", 12.5));
    }

    private static Map<String, Object> nested() {
        Map<String, Object> payload = map("end", true);
        for (int i = 0; i < DEPTH; i++) {
            payload = map("in", payload);
        }
        return payload;
    }

    /** Plays this client with an event that has unknown fields. */
    private static OutgoingEvent.Builder unknownFields() {
        byte[] value = """
                {"id":"6a0d52c1e3f74b0a9c1d00000000000b","name":"orderCreated","namespace":"shop",\
                "timestamp":"2026-11-24T06:26:36Z","version":1,"payload":{"orderId":"o-11"},\
                "region":"eu","retention":{"days":[7,30],"legal":null}}""".getBytes(StandardCharsets.UTF_8);
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("golden", 0, 0, null, value);
        return OutgoingEvent.builder(new ReceivedEvent(record, CODEC.decode(value), "golden", CODEC, false)).topic("golden");
    }

    private static ObjectNode line(String name, OutgoingEvent.Builder builder, Header... added) {
        EncodedEvent encoded = CODEC.encoder(WireFormat.V3_1).encode(builder.build(), List.of(added));
        ObjectNode line = MAPPER.createObjectNode().put("case", name)
                .put("key", new String(encoded.key(), StandardCharsets.UTF_8));
        ObjectNode headers = line.putObject("headers");
        for (Header header : encoded.headers()) {
            headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        return line.put("value", new String(encoded.value(), StandardCharsets.UTF_8));
    }

    /** In the order given. */
    private static Map<String, Object> map(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
