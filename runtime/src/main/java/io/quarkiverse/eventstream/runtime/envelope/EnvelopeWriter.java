package io.quarkiverse.eventstream.runtime.envelope;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstream.InvalidEventException;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.runtime.config.WireFormat;
import io.quarkiverse.eventstream.runtime.envelope.scan.SurrogateEscapes;

/**
 * Encodes envelopes, field for field as a version of the Go SDK does. Only the application's own types go through the application's mapper.
 * Thread-safe.
 */
final class EnvelopeWriter {

    // Not the mapper's, which may be set to write text that is no JSON to a peer.
    private final JsonFactory json = JsonFactory.builder().enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8).build();
    private final PayloadWriter payloads;
    private final FieldWriter fields;
    private final boolean hasEmptyFields;

    /** A writer of payloads with the application's mapper. */
    EnvelopeWriter(ObjectMapper mapper, WireFormat format) {
        // Serializers of the application may ask the generator for it.
        json.setCodec(mapper);
        payloads = new PayloadWriter(mapper, json);
        hasEmptyFields = format.hasEmptyFields();
        fields = hasEmptyFields ? new AllFieldsWriter(payloads, format) : new FilledFieldsWriter(payloads, format);
    }

    /**
     * Encodes an event as one JSON object in UTF-8, without the rules of {@link EventValidator}.
     *
     * @throws InvalidEventException if the payload or another value of the application can't be written or be read back, or the payload is
     *         written as anything but an object or null; it names all such values
     */
    byte[] write(OutgoingEvent event) throws InvalidEventException {
        BufferRecycler recycler = json._getBufferRecycler();
        ByteArrayBuilder out = new ByteArrayBuilder(recycler);
        byte[] value;
        int payloadStart;
        boolean hasPayload = hasEmptyFields || !isAbsent(event.payload());
        try (JsonGenerator to = json.createGenerator(out)) {
            to.writeStartObject();
            fields.write(event, to);
            if (hasPayload) {
                to.writeFieldName(FieldWriter.PAYLOAD);
            }
            to.flush();
            payloadStart = out.size();
            if (hasPayload) {
                payloads.write(event.payload(), to);
            }
            to.writeEndObject();
            to.flush();
            value = out.toByteArray();
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw new InvalidEventException(payloads.violations(event, e));
        } finally {
            out.release();
            recycler.releaseToPool();
        }
        // The generator writes the colon together with the value.
        if (hasPayload && !PayloadWriter.isObjectOrNull(value, payloadStart + 1)
                || SurrogateEscapes.mayBeIn(value) && !payloads.isReadable(value)) {
            throw new InvalidEventException(payloads.violations(event, null));
        }
        return value;
    }

    /** As a tree, the payload of a received event may be absent. */
    private static boolean isAbsent(Object payload) {
        return payload == null || payload instanceof JsonNode tree && (tree.isNull() || tree.isMissingNode());
    }
}
