package io.quarkiverse.eventstream.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * One run of the command line.
 *
 * @param code the exit code
 * @param out its standard output
 * @param err its standard error
 */
record Run(int code, String out, String err) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** On the shared broker. */
    static Run onBroker(String... line) {
        return patient(Stream.concat(Arrays.stream(line), Stream.of("-b", SharedBroker.bootstrapServers())));
    }

    /** With longer timeouts than a user has, for a machine that runs other builds. */
    static Run patient(Stream<String> line) {
        return of(
                Stream.concat(line, Stream.of("--property=default.api.timeout.ms=60000", "--property=request.timeout.ms=30000",
                        "--property=max.block.ms=60000", "--property=delivery.timeout.ms=60000")).toArray(String[]::new));
    }

    /** The lines of the standard output as JSON. */
    List<JsonNode> json() {
        return out.lines().map(Run::json).toList();
    }

    private static JsonNode json(String line) {
        try {
            return MAPPER.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + line, e);
        }
    }

    static Run of(String... line) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Eventstream.run(new PrintWriter(out, true), new PrintWriter(err, true), line);
        return new Run(code, out.toString(), err.toString());
    }
}
