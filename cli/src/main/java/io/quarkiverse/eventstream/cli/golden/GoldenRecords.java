package io.quarkiverse.eventstream.cli.golden;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * The golden records of the Go SDK and of this client. For each origin, the resource {@code golden/<origin>.jsonl} holds the
 * records, one JSON object a line with {@code case}, {@code key}, {@code value} and, where there are any, {@code headers}; and
 * {@code golden/<origin>.expected.json} the content that a reader must find, by case.
 */
public final class GoldenRecords {

    /** Version 3.1.4 of the Go SDK, which this project follows. */
    public static final String GO_SDK_V3_1_4 = "go-sdk-v3.1.4";

    /** Version 3.21 of the Go SDK, which leaves empty fields out and writes {@code timestampUnixNano}. */
    public static final String GO_SDK_V3_21 = "go-sdk-v3.21";

    /** Version 4.2.2 of the Go SDK, which leaves empty fields out and writes fractions of a second. */
    public static final String GO_SDK_V4_2_2 = "go-sdk-v4.2.2";

    /** This project. */
    public static final String JAVA = "java";

    private static final List<String> ORIGINS = List.of(GO_SDK_V3_1_4, GO_SDK_V3_21, GO_SDK_V4_2_2, JAVA);

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private GoldenRecords() {}

    /**
     * All records of all origins.
     *
     * @return always in the same order
     */
    public static List<GoldenRecord> all() {
        return ORIGINS.stream().flatMap(origin -> of(origin).stream()).toList();
    }

    /**
     * The records of one origin.
     *
     * @return always in the same order
     * @throws IllegalArgumentException if there is no such origin
     */
    public static List<GoldenRecord> of(String origin) {
        if (!ORIGINS.contains(origin)) {
            throw new IllegalArgumentException("No golden records of " + origin + ", only of " + ORIGINS);
        }
        try {
            JsonNode expected = MAPPER.readTree(resource(origin + ".expected.json"));
            List<GoldenRecord> records = new ArrayList<>();
            for (String line : resource(origin + ".jsonl").lines().toList()) {
                JsonNode record = MAPPER.readTree(line);
                String name = record.required("case").textValue();
                records.add(new GoldenRecord(origin, name, record.required("key").textValue(), headers(record),
                        record.required("value").textValue(), expected.required(name)));
            }
            return List.copyOf(records);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> headers(JsonNode record) {
        Map<String, String> headers = new LinkedHashMap<>();
        record.path("headers").properties().forEach(header -> headers.put(header.getKey(), header.getValue().textValue()));
        return Collections.unmodifiableMap(headers);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = GoldenRecords.class.getResourceAsStream("/golden/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
