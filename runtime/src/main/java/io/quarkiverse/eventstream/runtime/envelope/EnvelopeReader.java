package io.quarkiverse.eventstream.runtime.envelope;

import java.io.IOException;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.ObjectReader;

import io.quarkiverse.eventstream.PeerFields;
import io.quarkiverse.eventstream.runtime.envelope.scan.ByteRange;
import io.quarkiverse.eventstream.runtime.envelope.scan.Utf8;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;

/**
 * Decodes envelopes as the wire format defines them. Jackson's streaming parser checks all of a value, but payload, additional
 * and unknown fields are only located. Thread-safe.
 */
public final class EnvelopeReader {

    private static final int REASON_LENGTH = 200;
    private static final int FIELD_LENGTH = 60;

    /** Jackson keeps some thousand field names, each of up to 50,000 characters: those of longer values are not kept. */
    private static final int MAX_REMEMBERED = 4096;

    private final JsonFactory json = newFactory();

    private static JsonFactory newFactory() {
        // Untrusted names must not get into the JVM's table of interned strings.
        return JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();
    }

    /**
     * Decodes one value.
     *
     * @param value a record's value, which the envelope keeps and must not change any more; may be null
     * @throws UndecodableException if the value is anything but one JSON object in UTF-8 whose known fields have the right types
     */
    public Envelope read(byte[] value) throws UndecodableException {
        return read(value, null, null);
    }

    /**
     * Decodes one value and its payload in one pass. If the payload can't be read as that type, the envelope has none that was read.
     *
     * @param value a record's value, which the envelope keeps and must not change any more; may be null
     * @throws UndecodableException if the value is anything but one JSON object in UTF-8 whose known fields have the right types
     */
    Envelope read(byte[] value, Type payloadType, ObjectReader payloads) throws UndecodableException {
        checkEncoding(value);
        if (payloads != null) {
            try {
                return parse(value, payloadType, payloads);
            } catch (IOException | RuntimeException | StackOverflowError e) {
                // If the cause is the payload, the listener that asks for it gets the failure; if it is the envelope, the next attempt
                // finds it.
            }
        }
        try {
            return parse(value, null, null);
        } catch (JsonProcessingException e) {
            String reason = e instanceof StreamConstraintsException ? "beyond the limits: " : "not JSON: ";
            throw new UndecodableException(reason + UntrustedText.of(e.getOriginalMessage(), REASON_LENGTH) + position(e));
        } catch (IOException e) {
            // Bytes in memory can always be read, so this should not happen.
            throw new UndecodableException("unreadable: " + UntrustedText.of(e.getMessage(), REASON_LENGTH));
        }
    }

    private Envelope parse(byte[] value, Type payloadType, ObjectReader payloads) throws IOException {
        JsonFactory factory = value.length > MAX_REMEMBERED ? newFactory() : json;
        try (JsonParser parser = factory.createParser(value)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new UndecodableException("expected a JSON object, found " + describe(parser.currentToken()));
            }
            EnvelopeFields fields = new EnvelopeFields();
            Object payload = null;
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                JsonToken token = parser.nextToken();
                if (payloads != null && token == JsonToken.START_OBJECT && field.equals(FieldNames.PAYLOAD)) {
                    int start = start(parser);
                    payload = payload(parser, payloads);
                    fields.payload = new ByteRange(start, end(parser));
                } else {
                    read(field, parser, fields);
                }
            }
            if (parser.nextToken() != null) {
                throw new UndecodableException("more follows the JSON object, at byte " + start(parser));
            }
            return new Envelope(value, fields, payloadType, fields.payload == null ? null : payload);
        }
    }

    /** Reads a payload from the envelope's parser, and checks that it left the rest of the envelope alone. */
    private static Object payload(JsonParser parser, ObjectReader payloads) throws IOException {
        JsonStreamContext envelope = parser.getParsingContext().getParent();
        Object payload = payloads.readValue(parser);
        if (parser.getLastClearedToken() != JsonToken.END_OBJECT || parser.getParsingContext() != envelope) {
            throw new IOException("its deserializer left the object early, or read on behind it");
        }
        return payload;
    }

    /** Also keeps the parser from detecting encodings: it accepts UTF-16 and UTF-32, in which byte ranges mean nothing. */
    private static void checkEncoding(byte[] value) {
        if (value == null) {
            throw new UndecodableException("the record has no value");
        }
        if (value.length == 0) {
            throw new UndecodableException("the value is empty");
        }
        if (value.length >= 3 && value[0] == (byte) 0xef && value[1] == (byte) 0xbb && value[2] == (byte) 0xbf) {
            throw new UndecodableException("the value begins with a byte order mark");
        }
        for (int i = 0; i < Math.min(4, value.length); i++) {
            if (value[i] == 0) {
                throw new UndecodableException("not UTF-8: the byte at " + i + " is zero, as in UTF-16 or UTF-32");
            }
        }
        int malformed = Utf8.firstMalformed(value);
        if (malformed >= 0) {
            throw new UndecodableException("not UTF-8: malformed at byte " + malformed);
        }
    }

    private static void read(String field, JsonParser parser, EnvelopeFields to) throws IOException {
        switch (field) {
            case FieldNames.ID -> to.id = string(field, parser);
            case FieldNames.NAME -> to.name = string(field, parser);
            case FieldNames.NAMESPACE -> to.namespace = string(field, parser);
            case FieldNames.CLIENT_ID -> to.clientId = string(field, parser);
            case FieldNames.TRACE_ID -> to.traceId = string(field, parser);
            case FieldNames.SPAN_CONTEXT -> to.spanContext = string(field, parser);
            case FieldNames.USER_ID -> to.userId = string(field, parser);
            case FieldNames.SESSION_ID -> to.sessionId = string(field, parser);
            case FieldNames.TIMESTAMP -> to.timestamp = string(field, parser);
            case FieldNames.VERSION -> to.version = integer(field, parser, EnvelopeFields.DEFAULT_VERSION);
            // Known, but replaced by the topic that the listener asked for.
            case FieldNames.TOPIC -> string(field, parser);
            case FieldNames.ADDITIONAL_FIELDS -> to.additionalFields = object(field, parser);
            case FieldNames.PAYLOAD -> to.payload = object(field, parser);
            default -> {
                if (!readPeer(field, parser, to)) {
                    to.unknown(field, range(parser));
                }
            }
        }
    }

    private static boolean readPeer(String field, JsonParser parser, EnvelopeFields to) throws IOException {
        switch (field) {
            case FieldNames.TIMESTAMP_UNIX_NANO ->
                set(integer(field, parser, null), null, to, PeerFields.Builder::timestampUnixNano);
            case FieldNames.EVENT_ID -> set(integer(field, parser, 0L), 0L, to, PeerFields.Builder::eventId);
            case FieldNames.EVENT_TYPE -> set(integer(field, parser, 0L), 0L, to, PeerFields.Builder::eventType);
            case FieldNames.EVENT_LEVEL -> set(integer(field, parser, 0L), 0L, to, PeerFields.Builder::eventLevel);
            case FieldNames.SERVICE -> set(string(field, parser), "", to, PeerFields.Builder::service);
            case FieldNames.CLIENT_IDS -> set(strings(field, parser), null, to, PeerFields.Builder::clientIds);
            case FieldNames.TARGET_USER_IDS -> set(strings(field, parser), null, to, PeerFields.Builder::targetUserIds);
            case FieldNames.TARGET_NAMESPACE -> set(string(field, parser), "", to, PeerFields.Builder::targetNamespace);
            case FieldNames.PRIVACY -> set(bool(field, parser), false, to, PeerFields.Builder::privacy);
            case FieldNames.PARENT_NAMESPACE -> set(string(field, parser), "", to, PeerFields.Builder::parentNamespace);
            case FieldNames.UNION_NAMESPACE -> set(string(field, parser), "", to, PeerFields.Builder::unionNamespace);
            case FieldNames.SOURCE_NAMESPACE -> set(string(field, parser), "", to, PeerFields.Builder::sourceNamespace);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Most events have none of these fields, and then no object for them. Of several fields with one name, the last counts. */
    private static <T> void set(T value, T missing, EnvelopeFields to, BiConsumer<PeerFields.Builder, T> setter) {
        if (to.peer != null || !Objects.equals(value, missing)) {
            setter.accept(to.peer(), value);
        }
    }

    private static String string(String field, JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NULL -> "";
            default -> throw mismatch(field, "a string", parser);
        };
    }

    private static Long integer(String field, JsonParser parser, Long missing) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return missing;
        }
        if (token != JsonToken.VALUE_NUMBER_INT) {
            throw mismatch(field, "an integer", parser);
        }
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw new UndecodableException(at(field, parser) + ": the integer has more than 64 bits");
        }
        return parser.getLongValue();
    }

    private static boolean bool(String field, JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE, VALUE_NULL -> false;
            default -> throw mismatch(field, "true or false", parser);
        };
    }

    private static List<String> strings(String field, JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw mismatch(field, "an array of strings", parser);
        }
        List<String> strings = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.VALUE_STRING && parser.currentToken() != JsonToken.VALUE_NULL) {
                throw mismatch(field + "[" + strings.size() + "]", "a string", parser);
            }
            strings.add(string(field, parser));
        }
        return strings;
    }

    private static ByteRange object(String field, JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> range(parser);
            case VALUE_NULL -> null;
            default -> throw mismatch(field, "an object", parser);
        };
    }

    private static ByteRange range(JsonParser parser) throws IOException {
        int start = start(parser);
        parser.skipChildren();
        // Text is parsed lazily: without this, the end would be its beginning.
        parser.finishToken();
        return new ByteRange(start, end(parser));
    }

    private static int end(JsonParser parser) {
        return Math.toIntExact(parser.currentLocation().getByteOffset());
    }

    private static int start(JsonParser parser) {
        return Math.toIntExact(parser.currentTokenLocation().getByteOffset());
    }

    private static UndecodableException mismatch(String field, String expected, JsonParser parser) {
        return new UndecodableException(
                at(field, parser) + ": expected " + expected + ", found " + describe(parser.currentToken()));
    }

    private static String at(String field, JsonParser parser) {
        return "field \"" + UntrustedText.of(field, FIELD_LENGTH) + "\" at byte " + start(parser);
    }

    private static String position(JsonProcessingException e) {
        return e.getLocation() == null || e.getLocation().getByteOffset() < 0
                ? ""
                : ", at byte " + e.getLocation().getByteOffset();
    }

    private static String describe(JsonToken token) {
        if (token == null) {
            return "nothing";
        }
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT -> "an integer";
            case VALUE_NUMBER_FLOAT -> "a number with a fraction or exponent";
            case VALUE_NULL -> "null";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            default -> token.name();
        };
    }
}
