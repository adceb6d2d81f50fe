package io.quarkiverse.eventstream.cli.check;

import static io.quarkiverse.eventstream.cli.check.Finding.note;
import static io.quarkiverse.eventstream.cli.check.Finding.violation;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.envelope.NameRules;
import io.quarkiverse.eventstream.runtime.envelope.UndecodableException;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;
import io.quarkiverse.eventstream.tracing.JaegerSpanContext;

/** Checks the content of fields with the right types. Thread-safe. */
final class ContentCheck {

    private static final int WHOLE_SECONDS_LENGTH = "2026-11-24T06:26:36Z".length();
    private static final long NANOS_A_SECOND = 1_000_000_000;

    private static final List<EnvelopeField> IDS = List.of(EnvelopeField.USER_ID, EnvelopeField.CLIENT_ID,
            EnvelopeField.SESSION_ID, EnvelopeField.TRACE_ID);
    private static final List<EnvelopeField> ID_LISTS = List.of(EnvelopeField.CLIENT_IDS, EnvelopeField.TARGET_USER_IDS);

    private final EventCodec codec;
    private final boolean strict;

    ContentCheck(EventCodec codec, boolean strict) {
        this.codec = codec;
        this.strict = strict;
    }

    void check(EnvelopeMembers members, List<Finding> to) {
        checkNames(members, to);
        checkTimes(members, to);
        String span = members.text(EnvelopeField.SPAN_CONTEXT);
        if (span != null && !span.isEmpty() && JaegerSpanContext.parse(span).isEmpty()) {
            to.add(violation(subject(EnvelopeField.SPAN_CONTEXT, span), "is no span context of Jaeger's",
                    "Write {trace}:{span}:{parent}:{flags}, all hexadecimal, or leave it empty."));
        }
        String topic = members.text(EnvelopeField.TOPIC);
        if (topic != null && !topic.isEmpty()) {
            to.add(note(EnvelopeField.TOPIC.json(), "not empty; readers see the topic that they asked for"));
        }
        if (strict) {
            checkIds(members, to);
        }
    }

    private static void checkNames(EnvelopeMembers members, List<Finding> to) {
        String name = members.text(EnvelopeField.NAME);
        String broken = name == null ? null : NameRules.eventName(name);
        if (broken != null) {
            to.add(violation(subject(EnvelopeField.NAME, name), broken, "Give the event a name such as orderCreated."));
        }
        String namespace = members.text(EnvelopeField.NAMESPACE);
        if (namespace != null && NameRules.namespace(namespace) != null) {
            to.add(note(subject(EnvelopeField.NAMESPACE, namespace),
                    "not a namespace of version 3.1.4, whose publishers refuse it; any text is one since version 3.3"));
        }
        String id = members.text(EnvelopeField.ID);
        if (id != null && id.isEmpty()) {
            to.add(violation(subject(EnvelopeField.ID, id), "must not be empty",
                    "Write a random UUID v4 in lower case without hyphens: listeners recognise events that come again by it."));
        } else if (id != null && NameRules.uuid(id) != null) {
            to.add(note(EnvelopeField.ID.json(), "no UUID v4 in lower case without hyphens; fine if the publisher set it"));
        }
    }

    private void checkTimes(EnvelopeMembers members, List<Finding> to) {
        String timestamp = members.text(EnvelopeField.TIMESTAMP);
        if (timestamp == null) {
            return;
        }
        Instant instant = instant(timestamp);
        if (instant == null || timestamp.charAt(10) != 'T' || !timestamp.endsWith("Z")) {
            to.add(violation(subject(EnvelopeField.TIMESTAMP, timestamp), "must be RFC 3339 in UTC, with T and Z",
                    "Write " + (instant == null ? "a time such as 2026-11-24T06:26:36Z" : instant) + "."));
        } else if (timestamp.length() > WHOLE_SECONDS_LENGTH) {
            to.add(note(EnvelopeField.TIMESTAMP.json(), "has a fraction of a second, as newer Go SDKs write it"));
        }
        JsonNode nanos = members.present(EnvelopeField.TIMESTAMP_UNIX_NANO);
        if (instant != null && nanos != null && JsonKind.INTEGER.matches(nanos)
                && Math.floorDiv(nanos.longValue(), NANOS_A_SECOND) != instant.getEpochSecond()) {
            to.add(violation(EnvelopeField.TIMESTAMP_UNIX_NANO.json() + " " + nanos,
                    "is in another second than timestamp, " + UntrustedText.of(timestamp),
                    "Write both from one reading of the clock, or leave timestampUnixNano out."));
        }
    }

    /** As the bus parses it; null if it is invalid. */
    private Instant instant(String timestamp) {
        try {
            byte[] envelope = EnvelopeMembers.EXACT.writeValueAsBytes(
                    EnvelopeMembers.EXACT.createObjectNode().put(EnvelopeField.TIMESTAMP.json(), timestamp));
            return codec.decode(envelope).timestamp();
        } catch (IOException | UndecodableException e) {
            return null;
        }
    }

    private static void checkIds(EnvelopeMembers members, List<Finding> to) {
        for (EnvelopeField field : IDS) {
            checkId(field.json(), members.text(field), to);
        }
        for (EnvelopeField field : ID_LISTS) {
            JsonNode ids = members.present(field);
            for (int i = 0; ids != null && i < ids.size(); i++) {
                checkId(field.json() + "[" + i + "]", ids.get(i).textValue(), to);
            }
        }
    }

    private static void checkId(String field, String id, List<Finding> to) {
        String broken = id == null ? null : NameRules.uuid(id);
        if (broken != null) {
            to.add(violation(field + " \"" + UntrustedText.of(id) + "\"", broken,
                    "Write such an id, or check without --strict where no service validates strictly."));
        }
    }

    private static String subject(EnvelopeField field, String value) {
        return field.json() + " \"" + UntrustedText.of(value) + "\"";
    }
}
