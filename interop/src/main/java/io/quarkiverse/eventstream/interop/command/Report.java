package io.quarkiverse.eventstream.interop.command;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import io.quarkiverse.eventstream.interop.check.Finding;

/** Prints violations at once, and all notes together at the end. Not thread-safe. */
final class Report {

    private static final int MAX_SUBJECTS = 30;

    /** The notes with the same problem. */
    private static final class Notes {

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

        @Override
        public String toString() {
            List<String> shown = subjects.stream().limit(MAX_SUBJECTS).toList();
            return String.join(", ", shown) + (subjects.size() > MAX_SUBJECTS ? " and others" : "");
        }
    }

    private final PrintWriter out;
    private final Map<String, Notes> notes = new LinkedHashMap<>();
    private long records;
    private long badRecords;
    private long violations;

    Report(PrintWriter out) {
        this.out = out;
    }

    void add(ConsumerRecord<byte[], byte[]> record, List<Finding> findings) {
        records++;
        String coordinates = RecordFormat.coordinates(record);
        List<Finding> broken = findings.stream().filter(Finding::isViolation).toList();
        badRecords += broken.isEmpty() ? 0 : 1;
        violations += broken.size();
        for (Finding violation : broken) {
            out.println(coordinates + ": " + violation);
            out.println("    " + violation.remedy());
        }
        findings.stream().filter(finding -> !finding.isViolation())
                .forEach(note -> notes.computeIfAbsent(note.problem(), problem -> new Notes(coordinates)).add(coordinates,
                        note.subject()));
    }

    long records() {
        return records;
    }

    boolean isClean() {
        return violations == 0;
    }

    void printNotes() {
        notes.forEach((problem, those) -> out.println("Note: " + problem + ": " + those + " (" + count(those.records, "record")
                + ", the first at " + those.firstCoordinates + ")"));
    }

    /** The number of records, and of valid ones. */
    String summary() {
        return count(records, "record") + ": " + (violations == 0
                ? "all keep the wire format."
                : (records - badRecords) + " good, " + badRecords + " with " + count(violations, "violation") + ".");
    }

    static String count(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
