package io.quarkiverse.eventstream.deployment.test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.runtime.StartupEvent;

/** Captures standard output while the application runs. */
@Singleton
public class Console {

    private final PrintStream original = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Inject
    ObjectMapper mapper;

    void open(@Observes StartupEvent start) {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @PreDestroy
    void close() {
        System.setOut(original);
    }

    /** The lines so far. */
    public List<String> lines() {
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** The first line of JSON with a value in a field. */
    public JsonNode line(String field, String value) {
        return lines().stream().filter(line -> line.startsWith("{")).map(this::parse)
                .filter(json -> value.equals(json.path(field).asText())).findFirst().orElseThrow();
    }

    private JsonNode parse(String line) {
        try {
            return mapper.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not a line of JSON: " + line, e);
        }
    }
}
