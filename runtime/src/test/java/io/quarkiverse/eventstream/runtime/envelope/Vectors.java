package io.quarkiverse.eventstream.runtime.envelope;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Events that the real Go SDK produced. */
final class Vectors {

    static final String V3_1_4 = "go-sdk-v3.1.4";
    static final String V3_21 = "go-sdk-v3.21";
    static final String V4_2_2 = "go-sdk-v4.2.2";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Vectors() {}

    record Vector(String sdk, String name, String key, String value) {

        byte[] bytes() {
            return value.getBytes(StandardCharsets.UTF_8);
        }

        JsonNode tree() {
            try {
                return MAPPER.readTree(value);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String toString() {
            return sdk + " " + name;
        }
    }

    static Stream<Vector> all() {
        return Stream.of(V3_1_4, V3_21, V4_2_2).flatMap(Vectors::of);
    }

    static Stream<Vector> of(String sdk) {
        try (InputStream lines = Vectors.class.getResourceAsStream("/golden/" + sdk + ".jsonl")) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8).lines().map(line -> parse(sdk, line)).toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Vector of(String sdk, String name) {
        return of(sdk).filter(vector -> vector.name.equals(name)).findFirst().orElseThrow();
    }

    private static Vector parse(String sdk, String line) {
        try {
            JsonNode vector = MAPPER.readTree(line);
            return new Vector(sdk, vector.get("case").textValue(), vector.get("key").textValue(),
                    vector.get("value").textValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
