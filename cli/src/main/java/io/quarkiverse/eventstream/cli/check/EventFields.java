package io.quarkiverse.eventstream.cli.check;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The fields of an event as a reader sees them, in the form of {@code GoldenRecord.expected}. */
final class EventFields {

    private EventFields() {}

    /** The fields of an envelope that was checked: known ones with their empty values, then those that are unknown. */
    static ObjectNode of(EnvelopeMembers members) {
        ObjectNode seen = JsonNodeFactory.instance.objectNode();
        for (EnvelopeField field : EnvelopeField.values()) {
            JsonNode value = members.present(field);
            boolean optional = field.presence() == EnvelopeField.Presence.OPTIONAL && field != EnvelopeField.ADDITIONAL_FIELDS;
            if (field != EnvelopeField.TOPIC && (value != null || !optional)) {
                seen.set(field.json(), value == null ? field.missing() : value);
            }
        }
        for (Map.Entry<String, JsonNode> member : members.values().entrySet()) {
            if (EnvelopeField.of(member.getKey()) == null) {
                seen.set(member.getKey(), member.getValue());
            }
        }
        return seen;
    }
}
