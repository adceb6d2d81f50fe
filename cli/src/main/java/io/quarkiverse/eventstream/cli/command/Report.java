package io.quarkiverse.eventstream.cli.command;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import io.quarkiverse.eventstream.cli.check.Finding;
import io.quarkiverse.eventstream.cli.console.Output;
import io.quarkiverse.eventstream.cli.records.ReadRecord;

/** Prints violations at once, and notes of the same problem together at the end. Not thread-safe. */
abstract class Report {

    private static final int MAX_SUBJECTS = 30;

    /** The notes with the same problem. */
    static final class Notes {

        private final Set<String> subjects = new LinkedHashSet<>();
        private final String firstCoordinates;
        private String lastCoordinates;
        private long records;

        Notes(String firstCoordinates) {
            this.firstCoordinates = firstCoordinates;
        }

        void add(String coordinates, String subject) {
            if (!coordinates.equals(lastCoordinates)) {
                records++;
                lastCoordinates = coordinates;
            }
            if (subjects.size() <= MAX_SUBJECTS) {
                subjects.add(subject);
            }
        }

        List<String> subjects() {
            return subjects.stream().limit(MAX_SUBJECTS).toList();
        }

        boolean hasMoreSubjects() {
            return subjects.size() > MAX_SUBJECTS;
        }

        long records() {
            return records;
        }

        String firstCoordinates() {
            return firstCoordinates;
        }
    }

    private final Map<String, Notes> notes = new LinkedHashMap<>();
    private long records;
    private long badRecords;
    private long violations;

    /** A report in the form that the user wants. */
    static Report of(Output output) {
        return output.isJson() ? new JsonReport(output) : new TextReport(output);
    }

    void add(ConsumerRecord<byte[], byte[]> record, List<Finding> findings) {
        records++;
        String coordinates = ReadRecord.coordinates(record);
        List<Finding> broken = findings.stream().filter(Finding::isViolation).toList();
        badRecords += broken.isEmpty() ? 0 : 1;
        violations += broken.size();
        broken.forEach(violation -> print(record, violation));
        findings.stream().filter(finding -> !finding.isViolation())
                .forEach(note -> notes.computeIfAbsent(note.problem(), problem -> new Notes(coordinates)).add(coordinates,
                        note.subject()));
    }

    long records() {
        return records;
    }

    long badRecords() {
        return badRecords;
    }

    long violations() {
        return violations;
    }

    boolean isClean() {
        return violations == 0;
    }

    void notes() {
        notes.forEach(this::print);
    }

    abstract void print(ConsumerRecord<byte[], byte[]> record, Finding violation);

    abstract void print(String problem, Notes notes);

    /** Prints a note that is about no single record. */
    abstract void note(String text);

    abstract void names(NameCounts names);

    /** Prints the number of records, and of valid ones. */
    abstract void summary();
}
