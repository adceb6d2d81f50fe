package io.quarkiverse.eventstream.cli.command;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkiverse.eventstream.cli.check.Finding;
import io.quarkiverse.eventstream.cli.console.Output;

/** A report for programs: a line for each violation and each kind of note, and a summary at the end. */
final class JsonReport extends Report {

    private final Output output;
    private final ObjectNode summary = JsonNodeFactory.instance.objectNode().put("kind", "summary");

    JsonReport(Output output) {
        this.output = output;
    }

    private static ObjectNode line(String kind) {
        return JsonNodeFactory.instance.objectNode().put("kind", kind);
    }

    @Override
    void print(ConsumerRecord<byte[], byte[]> record, Finding violation) {
        output.print(line("violation").put("topic", record.topic()).put("partition", record.partition())
                .put("offset", record.offset()).put("subject", violation.subject()).put("problem", violation.problem())
                .put("remedy", violation.remedy()));
    }

    @Override
    void print(String problem, Notes notes) {
        ObjectNode line = line("note").put("problem", problem);
        ArrayNode subjects = line.putArray("subjects");
        notes.subjects().forEach(subjects::add);
        output.print(line.put("records", notes.records()).put("first", notes.firstCoordinates()));
    }

    @Override
    void note(String text) {
        output.print(line("note").put("problem", text));
    }

    @Override
    void names(NameCounts names) {
        ArrayNode all = summary.putArray("names");
        names.byName().forEach((name, count) -> all.addObject().put("name", name).put("records", count.records())
                .put("largestBytes", count.largest()));
    }

    @Override
    void summary() {
        output.print(summary.put("records", records()).put("bad", badRecords()).put("violations", violations()));
    }
}
