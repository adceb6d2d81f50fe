package io.quarkiverse.eventstream.runtime.envelope;

import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingJsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.quarkiverse.eventstream.runtime.envelope.scan.ByteRange;

/**
 * Decodes parts of a record's value straight from their bytes: types as the application's mapper reads them, but untyped numbers, such as
 * those in maps and trees, without loss, and times with their offset, regardless of that mapper's settings. Thread-safe.
 */
final class JsonValues {

    private static final ObjectReader EXACT = exact(new JsonMapper().reader());
    private static final ObjectReader EXACT_TREE = EXACT.forType(JsonNode.class);
    private static final ObjectReader EXACT_MAP = EXACT
            .forType(EXACT.getTypeFactory().constructMapType(Map.class, String.class, Object.class));

    private static final ObjectReader EXACT_DOCUMENT = EXACT_TREE.with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final ObjectReader typed;
    private final Upcasters upcasters;
    /** Bounded by the number of payload types of the application. */
    private final Map<Type, ObjectReader> readers = new ConcurrentHashMap<>();
    private final Map<Type, ObjectReader> readersWithinEnvelope = new ConcurrentHashMap<>();
    private final boolean readsAsEnvelopesAre;

    JsonValues(ObjectMapper mapper, Upcasters upcasters) {
        this.upcasters = upcasters;
        readsAsEnvelopesAre = mapper.getFactory().getClass() == MappingJsonFactory.class
                && mapper.getFactory().streamReadConstraints() == StreamReadConstraints.defaults()
                && !mapper.isEnabled(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
        // A mapper may be set to quote the source in its messages, which are logged.
        typed = exact(mapper.reader().without(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION));
    }

    private static ObjectReader exact(ObjectReader reader) {
        return reader.with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .without(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);
    }

    /**
     * Reads a payload.
     *
     * @param version the version of the payload
     */
    <T> T read(byte[] value, ByteRange range, Type type, long version) throws IOException {
        Class<?> raw = raw(type);
        return upcasters.apply(raw, version)
                ? reader(type).readValue(upcasters.upcast(raw, tree(value, range), version))
                : reader(type).readValue(value, range.start(), range.length());
    }

    private static Class<?> raw(Type type) {
        if (type instanceof JavaType jackson) {
            return jackson.getRawClass();
        }
        return type instanceof Class<?> raw ? raw : null;
    }

    /** Reads a payload from the parser of its envelope; null if the application's mapper parses differently. */
    ObjectReader withinEnvelope(Type type) {
        if (!readsAsEnvelopesAre) {
            return null;
        }
        ObjectReader reader = readersWithinEnvelope.get(type);
        if (reader == null) {
            if (upcasters.know(raw(type))) {
                // The version may follow the payload.
                return null;
            }
            // The rest of the envelope follows.
            reader = reader(type).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
            readersWithinEnvelope.put(type, reader);
        }
        return reader;
    }

    private ObjectReader reader(Type type) {
        ObjectReader reader = readers.get(type);
        if (reader == null) {
            reader = typed.forType(typed.getTypeFactory().constructType(type));
            readers.put(type, reader);
        }
        return reader;
    }

    Map<String, Object> map(byte[] value, ByteRange range) throws IOException {
        return EXACT_MAP.readValue(value, range.start(), range.length());
    }

    JsonNode tree(byte[] value, ByteRange range) throws IOException {
        return EXACT_TREE.readValue(value, range.start(), range.length());
    }

    /** A value of any format, which must be one JSON value and nothing more. */
    static JsonNode document(byte[] value) throws IOException {
        JsonNode tree = EXACT_DOCUMENT.readValue(value);
        if (tree.isMissingNode()) {
            throw new EOFException("the value is empty");
        }
        return tree;
    }
}
