package io.quarkiverse.eventstream.cli.command;

import static io.quarkiverse.eventstream.cli.console.Words.count;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import io.quarkiverse.eventstream.cli.check.Finding;
import io.quarkiverse.eventstream.cli.console.Output;
import io.quarkiverse.eventstream.cli.console.Table;
import io.quarkiverse.eventstream.cli.console.Words;
import io.quarkiverse.eventstream.cli.records.ReadRecord;

/** A report for people. */
final class TextReport extends Report {

    private final Output output;

    TextReport(Output output) {
        this.output = output;
    }

    @Override
    void print(ConsumerRecord<byte[], byte[]> record, Finding violation) {
        output.print(ReadRecord.coordinates(record) + ": " + violation);
        output.print("    " + violation.remedy());
    }

    @Override
    void print(String problem, Notes notes) {
        note(problem + ": " + String.join(", ", notes.subjects()) + (notes.hasMoreSubjects() ? " and others" : "") + " ("
                + count(notes.records(), "record") + ", the first at " + notes.firstCoordinates() + ")");
    }

    @Override
    void note(String text) {
        output.print("Note: " + text + (text.endsWith(")") ? "" : "."));
    }

    @Override
    void names(NameCounts names) {
        Table table = new Table("NAME", "RECORDS", "LARGEST");
        names.byName().forEach((name, count) -> table.row(name, count.records(), Words.size(count.largest())));
        table.lines().forEach(output::print);
    }

    @Override
    void summary() {
        output.print(count(records(), "record") + ": " + (isClean()
                ? "all keep the wire format."
                : (records() - badRecords()) + " good, " + badRecords() + " with " + count(violations(), "violation") + "."));
    }
}
