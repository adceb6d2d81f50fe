package io.quarkiverse.eventstream.cli.records;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import picocli.CommandLine.Option;

/** The options that select records: those that match one value of each option. */
public final class RecordFilter {

    @Option(names = "--name", paramLabel = "NAME", order = 10, description = "Only events of this name; repeatable.")
    private final Set<String> names = new LinkedHashSet<>();

    @Option(names = "--key", paramLabel = "KEY", order = 11, description = "Only records with this key; repeatable.")
    private final Set<String> keys = new LinkedHashSet<>();

    @Option(names = "--namespace", paramLabel = "NAMESPACE", order = 12,
            description = "Only events of this namespace; repeatable.")
    private final Set<String> namespaces = new LinkedHashSet<>();

    @Option(names = "--where", paramLabel = "POINTER[=VALUE]", order = 13, converter = JsonCondition.Converter.class,
            description = "Only events whose envelope has this value at a JSON pointer, such as /payload/orderId=o-1, or any value"
                    + " there; repeatable, and then all conditions hold.")
    private final List<JsonCondition> conditions = new ArrayList<>();

    /** Whether a record is selected. Without options, all are. */
    public boolean accepts(ReadRecord record) {
        return (names.isEmpty() || hasName(record))
                && (keys.isEmpty() || record.key() != null && keys.contains(record.key()))
                && (namespaces.isEmpty() || record.isEvent() && namespaces.contains(record.event().namespace()))
                && (conditions.isEmpty() || record.isEvent() && meetsConditions(record));
    }

    /** By header or envelope, because one of them may be wrong. */
    private boolean hasName(ReadRecord record) {
        return names.contains(record.header(EventCodec.NAME_HEADER))
                || record.isEvent() && names.contains(record.event().name());
    }

    private boolean meetsConditions(ReadRecord record) {
        try {
            JsonNode envelope = record.event().envelope();
            return conditions.stream().allMatch(condition -> condition.accepts(envelope));
        } catch (EventStreamException e) {
            // Beyond the limits of JSON, such as a number with thousands of digits.
            return false;
        }
    }
}
