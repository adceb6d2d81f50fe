package io.quarkiverse.eventstream.cli.check;

import static io.quarkiverse.eventstream.cli.check.Finding.note;
import static io.quarkiverse.eventstream.cli.check.Finding.violation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.eventstream.cli.check.EnvelopeField.Presence;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;

/** Checks the presence and the types of fields. Thread-safe. */
final class FieldCheck {

    /** The number of unknown fields that are listed one by one. */
    private static final int MAX_UNKNOWN = 20;
    /** Members that newer versions of the Go SDK read into the coordinates of an event, whatever their case. */
    private static final Map<String, JsonKind> COORDINATES = Map.of("partition", JsonKind.INTEGER, "offset", JsonKind.INTEGER,
            "key", JsonKind.STRING);
    private static final String UNKNOWN = "unknown; this bus keeps it when it publishes the event again, a Go peer drops it";

    /** The fields of wrong types, which make the value no valid envelope. */
    List<Finding> mismatches(EnvelopeMembers members) {
        List<Finding> findings = new ArrayList<>();
        for (EnvelopeField field : EnvelopeField.values()) {
            JsonNode value = members.present(field);
            if (value != null && !field.kind().matches(value)) {
                findings.add(
                        violation(field.json(), describe(value, field.kind()) + ", and must be " + field.kind().description(),
                                field.presence() == Presence.OPTIONAL
                                        ? "Write it with this type, or leave it out."
                                        : "Write it with this type; the empty value is " + empty(field) + "."));
            }
        }
        return findings;
    }

    private static String describe(JsonNode value, JsonKind expected) {
        if (value.isArray() && expected == JsonKind.STRINGS) {
            int first = 0;
            while (value.get(first).isTextual()) {
                first++;
            }
            return "has " + shown(value.get(first)) + " at [" + first + "]";
        }
        return "is " + shown(value);
    }

    private static String shown(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "an array";
            case OBJECT -> "an object";
            default -> UntrustedText.of(value.toString());
        };
    }

    private static String empty(EnvelopeField field) {
        return switch (field.kind()) {
            // No reader sees this null, which version 3.1.4 writes for an empty value.
            case STRINGS, OBJECT -> "null";
            default -> field.missing().toString();
        };
    }

    /** Finds missing, unknown and repeated fields. */
    void check(EnvelopeMembers members, List<Finding> to) {
        for (EnvelopeField field : EnvelopeField.values()) {
            checkPresence(field, members, to);
        }
        for (String name : members.repeated()) {
            to.add(violation(UntrustedText.of(name), "comes more than once",
                    "Write it once: readers take the last one, but Go merges objects."));
        }
        int unknown = 0;
        for (String name : members.values().keySet()) {
            EnvelopeField field = EnvelopeField.likeGo(name);
            if (field == null) {
                unknown++;
                JsonKind coordinate = COORDINATES.get(name.toLowerCase(Locale.ROOT));
                JsonNode value = members.values().get(name);
                if (coordinate != null && !value.isNull() && !coordinate.matches(value)) {
                    to.add(violation(UntrustedText.of(name),
                            describe(value, coordinate) + ", and versions 3.5 to 4.2 of the Go SDK read it as "
                                    + coordinate.description() + ": they drop the event",
                            "Give it another name, or put it into the payload."));
                } else if (unknown <= MAX_UNKNOWN) {
                    to.add(note(UntrustedText.of(name), UNKNOWN));
                }
            } else if (!field.json().equals(name)) {
                to.add(violation(UntrustedText.of(name),
                        "is " + field.json() + " for Go, which ignores case, but unknown to this"
                                + " bus",
                        "Write it as " + field.json() + "."));
            }
        }
        if (unknown > MAX_UNKNOWN) {
            to.add(note((unknown - MAX_UNKNOWN) + " more", UNKNOWN));
        }
    }

    private static void checkPresence(EnvelopeField field, EnvelopeMembers members, List<Finding> to) {
        JsonNode value = members.values().get(field.json());
        boolean missing = value == null;
        if (!missing && !value.isNull() || field.presence() == Presence.OPTIONAL) {
            return;
        }
        if (field.presence() == Presence.REQUIRED) {
            to.add(violation(field.json(), missing ? "is missing" : "is null", "Write it: it is never empty."));
        } else if (missing) {
            to.add(note(field.json(), "left out, as newer Go SDKs do; readers see the empty value"));
        } else if (!"null".equals(empty(field))) {
            to.add(note(field.json(), "null; readers see the empty value"));
        }
    }
}
