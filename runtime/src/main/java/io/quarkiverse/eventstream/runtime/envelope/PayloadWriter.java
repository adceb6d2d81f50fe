package io.quarkiverse.eventstream.runtime.envelope;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;

import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.Violation;
import io.quarkiverse.eventstream.runtime.envelope.scan.Utf8;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;

/**
 * Writes the values of an envelope whose type the application chooses, with the application's mapper, and finds those that can't be
 * written. Thread-safe.
 */
final class PayloadWriter {

    private final JsonFactory json;
    private final ObjectWriter objects;
    private final ObjectWriter trees;

    PayloadWriter(ObjectMapper mapper, JsonFactory json) {
        this.json = json;
        objects = mapper.writer().without(SerializationFeature.INDENT_OUTPUT)
                .without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);
        trees = lossless(objects);
    }

    /** A tree is written completely, regardless of the mapper's settings: it may be an event that is published again. */
    @SuppressWarnings("deprecation") // The feature that drops empty arrays is old, but can still be switched.
    private static ObjectWriter lossless(ObjectWriter writer) {
        return writer.with(JsonNodeFeature.WRITE_NULL_PROPERTIES).with(SerializationFeature.WRITE_EMPTY_JSON_ARRAYS)
                .withoutRootName();
    }

    /**
     * Writes one value.
     *
     * @throws IOException if it can't be written; other exceptions of its own code are not caught
     */
    void write(Object value, JsonGenerator to) throws IOException {
        if (value == null) {
            to.writeNull();
            return;
        }
        JsonStreamContext before = to.getOutputContext();
        (value instanceof JsonNode ? trees : objects).writeValue(to, value);
        if (to.getOutputContext() != before) {
            throw new IOException("its serializer leaves an object or array open");
        }
    }

    static boolean isObjectOrNull(byte[] json, int at) {
        return at < json.length && (json[at] == '{' || json[at] == 'n');
    }

    /**
     * Writes each value again by itself to find all that can't be written: at least one violation.
     *
     * @param failure the exception when the event was written; null if only the kind of the payload is wrong
     */
    List<Violation> violations(OutgoingEvent event, Throwable failure) {
        List<Violation> violations = new ArrayList<>();
        for (Map.Entry<String, ?> field : event.additionalFields().entrySet()) {
            String path = FieldNames.ADDITIONAL_FIELDS + "." + UntrustedText.of(field.getKey());
            if (field.getKey() == null || !Utf8.isEncodable(field.getKey())) {
                violations.add(new Violation(FieldNames.ADDITIONAL_FIELDS, UntrustedText.of(field.getKey()),
                        "must have names that are valid Unicode and not null"));
            }
            probe(path, field.getValue(), false, violations);
        }
        event.unknownFields().forEach((name, value) -> probe(UntrustedText.of(name), value, false, violations));
        probe(FieldNames.PAYLOAD, event.payload(), true, violations);
        if (violations.isEmpty()) {
            // The second time it could be written: another thread may be changing it.
            violations.add(unwritable(FieldNames.PAYLOAD, event.payload(), failure));
        }
        return violations;
    }

    private void probe(String field, Object value, boolean mustBeObject, List<Violation> violations) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator to = json.createGenerator(out)) {
            // Within an object, as in the envelope: the root allows more than values.
            to.writeStartObject();
            to.writeFieldName(FieldNames.PAYLOAD);
            to.flush();
            int start = out.size() + 1;
            write(value, to);
            to.writeEndObject();
            to.flush();
            if (mustBeObject && !isObjectOrNull(out.toByteArray(), start)) {
                violations.add(new Violation(field, typeOf(value), "must be something that Jackson writes as a JSON object or"
                        + " null, not as a list, string, number or boolean"));
            } else if (!isReadable(out.toByteArray())) {
                violations.add(new Violation(field, typeOf(value), "must have names that can be read again: one holds half of a"
                        + " surrogate pair"));
            }
        } catch (IOException | RuntimeException | StackOverflowError e) {
            violations.add(unwritable(field, value, e));
        }
    }

    boolean isReadable(byte[] value) {
        try (JsonParser parser = json.createParser(value)) {
            while (parser.nextToken() != null) {
                parser.skipChildren();
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static Violation unwritable(String field, Object value, Throwable failure) {
        String reason = failure == null ? "it changes while it is written" : JacksonFailure.reason(failure);
        return new Violation(field, typeOf(value), "must be something that Jackson can write: " + reason);
    }

    private static String typeOf(Object value) {
        return value == null ? "null" : UntrustedText.of(value.getClass().getName());
    }
}
