package io.quarkiverse.eventstream.runtime.envelope;

import java.io.IOException;
import java.util.List;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;

import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PeerFields;
import io.quarkiverse.eventstream.runtime.config.WireFormat;

/**
 * Writes the fields as the versions since 3.8 do: empty ones are left out. Only the version is written in any case, because a reader takes
 * a missing one for 1.
 */
final class FilledFieldsWriter extends FieldWriter {

    FilledFieldsWriter(PayloadWriter payloads, WireFormat format) {
        super(payloads, format);
    }

    @Override
    void write(OutgoingEvent event, JsonGenerator to) throws IOException {
        PeerFields peer = event.peer();
        write(ID, event.id(), to);
        write(NAME, event.name(), to);
        writeUnlessEmpty(NAMESPACE, event.namespace(), to);
        writeUnlessEmpty(PARENT_NAMESPACE, peer.parentNamespace(), to);
        writeUnlessEmpty(UNION_NAMESPACE, peer.unionNamespace(), to);
        writeUnlessEmpty(CLIENT_ID, event.clientId(), to);
        writeUnlessEmpty(TRACE_ID, event.traceId(), to);
        writeUnlessEmpty(SPAN_CONTEXT, event.spanContext(), to);
        writeUnlessEmpty(USER_ID, event.userId(), to);
        writeUnlessEmpty(SESSION_ID, event.sessionId(), to);
        writeTimeAndVersion(event, to);
        if (peer != PeerFields.none()) {
            writeCompatibility(peer, to);
        }
        writeFurther(event, to);
    }

    private static void writeCompatibility(PeerFields peer, JsonGenerator to) throws IOException {
        writeUnlessZero(EVENT_ID, peer.eventId(), to);
        writeUnlessZero(EVENT_TYPE, peer.eventType(), to);
        writeUnlessZero(EVENT_LEVEL, peer.eventLevel(), to);
        writeUnlessEmpty(SERVICE, peer.service(), to);
        writeUnlessEmpty(CLIENT_IDS, peer.clientIds(), to);
        writeUnlessEmpty(TARGET_USER_IDS, peer.targetUserIds(), to);
        writeUnlessEmpty(TARGET_NAMESPACE, peer.targetNamespace(), to);
        if (peer.privacy()) {
            write(PRIVACY, true, to);
        }
        writeUnlessEmpty(SOURCE_NAMESPACE, peer.sourceNamespace(), to);
    }

    private static void writeUnlessZero(SerializableString field, long value, JsonGenerator to) throws IOException {
        if (value != 0) {
            write(field, value, to);
        }
    }

    private static void writeUnlessEmpty(SerializableString field, List<String> values, JsonGenerator to) throws IOException {
        if (!values.isEmpty()) {
            write(field, values, to);
        }
    }
}
