package io.quarkiverse.eventstream.cli.publish;

import java.io.IOException;
import java.io.InputStream;
import java.util.NoSuchElementException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.quarkiverse.eventstream.cli.console.CommandException;
import io.quarkiverse.eventstream.cli.console.ExitCodes;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;

/** JSON values from a file or standard input, one after the other, or those of one array. Reads no further than it is asked to. */
public final class EventSource implements AutoCloseable {

    /** Keeps numbers as they are written. */
    static final ObjectMapper EXACT = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();

    private static final int REASON_LENGTH = 300;

    private final String name;
    private final MappingIterator<JsonNode> values;
    private int line;

    /**
     * Of a stream of bytes.
     *
     * @param name for messages
     */
    public EventSource(String name, InputStream in) {
        this.name = UntrustedText.of(name);
        try {
            this.values = EXACT.readerFor(JsonNode.class).readValues(in);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * The next value.
     *
     * @return null at the end
     * @throws CommandException if there is no JSON
     */
    public JsonNode next() {
        try {
            if (!values.hasNextValue()) {
                return null;
            }
            line = values.getParser().currentTokenLocation().getLineNr();
            return values.nextValue();
        } catch (IOException | NoSuchElementException e) {
            throw unreadable(e);
        }
    }

    /** The place of the value before, such as {@code events.json, line 3}. */
    public String place() {
        return name + ", line " + line;
    }

    private CommandException unreadable(Exception failure) {
        String where = failure instanceof JsonProcessingException json && json.getLocation() != null
                ? ", line " + json.getLocation().getLineNr()
                : "";
        String reason = failure instanceof JsonProcessingException json ? json.getOriginalMessage() : failure.toString();
        return new CommandException(ExitCodes.FINDINGS, name + where + ": no JSON: " + UntrustedText.of(reason, REASON_LENGTH)
                + ". Write one event in each line, as a JSON object", failure);
    }

    @Override
    public void close() throws IOException {
        values.close();
    }
}
