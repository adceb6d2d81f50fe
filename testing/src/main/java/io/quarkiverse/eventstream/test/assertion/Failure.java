package io.quarkiverse.eventstream.test.assertion;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.opentest4j.AssertionFailedError;

import io.quarkiverse.eventstream.test.assertion.Seen.Coordinates;
import io.quarkiverse.eventstream.test.observed.ObservedRecord;
import io.quarkiverse.eventstream.test.observed.Outcome;

/**
 * Builds the error of an assertion that failed: the matching observations, the nearest ones with their differences, and all others.
 * Each record is described once. If a payload was expected, an IDE can show it next to the nearest actual one.
 *
 * @param <E> the type of an observed event
 */
final class Failure<E> {

    private final Question<E> question;
    private final List<Seen<E>> all;
    private final Map<Coordinates, ObservedRecord> records = new TreeMap<>(
            Comparator.comparing(Coordinates::topic).thenComparing(Coordinates::partition)
                    .thenComparing(Coordinates::offset));
    /** The last line about a record also shows its outcomes. */
    private final Map<Coordinates, Seen<E>> lastOf = new HashMap<>();

    Failure(Question<E> question, List<Seen<E>> all) {
        this.question = question;
        this.all = all;
        question.recorder().records().forEach(record -> records.put(Coordinates.of(record), record));
        all.stream().filter(seen -> seen.coordinates() != null).forEach(seen -> lastOf.put(seen.coordinates(), seen));
    }

    AssertionFailedError of(String expected, int found, String more) {
        String sentence = "Expected " + expected + question.criteria().stream().map(Criterion::phrase)
                .collect(Collectors.joining(", ", question.criteria().isEmpty() ? "" : " ", ""))
                + (question.patience() == null ? "" : " within " + Text.of(question.patience()))
                + (found == 1 ? "; there is 1" : "; there are " + found) + more + "." + stoppedTime();
        List<String> matching = new ArrayList<>();
        List<String> others = new ArrayList<>();
        // The nearest first.
        Map<Integer, List<Seen<E>>> near = new TreeMap<>();
        for (Seen<E> seen : all) {
            int broken = brokenBy(seen).size();
            if (broken == 0 && seen.counts()) {
                matching.add(line(seen));
            } else if (broken == 0 || question.matching().isNear(seen)) {
                near.computeIfAbsent(broken, size -> new ArrayList<>()).add(seen);
            } else {
                others.add(line(seen));
            }
        }
        List<Seen<E>> inPart = near.values().stream().flatMap(List::stream).toList();
        String message = new Report(sentence)
                .section("Matching", matching)
                .section("Matching in part", inPart.stream().map(seen -> line(seen) + otherwise(seen)).toList())
                .section("Other " + question.source().plural(), others)
                .section("In flight", inFlight())
                .section(lastOf.isEmpty() ? "Records and their listeners" : "Other records and their listeners", otherRecords())
                .toString();
        return payloads(message, inPart).orElseGet(() -> new AssertionFailedError(message, expected, found + more));
    }

    private String stoppedTime() {
        return question.patience() == null
                ? ""
                : question.recorder().stoppedTime().map(next -> " " + Text.stopped(next)).orElse("");
    }

    private List<Criterion> brokenBy(Seen<E> seen) {
        return question.matching().brokenBy(seen);
    }

    private String otherwise(Seen<E> seen) {
        List<Criterion> broken = brokenBy(seen);
        return broken.stream().map(criterion -> criterion.otherwise(seen))
                .collect(Collectors.joining(", ", broken.isEmpty() ? "" : " <- ", ""));
    }

    private String line(Seen<E> seen) {
        ObservedRecord record = seen.coordinates() == null ? null : records.get(seen.coordinates());
        String line = seen.line().get();
        if (record == null || lastOf.get(seen.coordinates()) != seen) {
            return line;
        }
        return switch (question.source().standing()) {
            case OF_ALL -> line + "; " + Text.standing(record);
            case UNLESS_DELIVERED -> Set.of(Outcome.DELIVERED).containsAll(record.outcomes().values())
                    ? line
                    : line + " -> " + Text.outcomes(record);
            case SHOWN -> line;
        };
    }

    private List<String> inFlight() {
        return question.source().listens() == null
                ? List.of()
                : question.recorder().open().inFlight().stream().map(Text::of).toList();
    }

    private List<String> otherRecords() {
        Set<Coordinates> others = new LinkedHashSet<>(
                question.recorder().records().stream().map(Coordinates::of).toList());
        others.removeAll(lastOf.keySet());
        return others.stream().map(records::get).filter(Objects::nonNull).map(Text::of).toList();
    }

    /** For an IDE: the expected payload and that of the nearest event. */
    private Optional<AssertionFailedError> payloads(String message, List<Seen<E>> inPart) {
        return inPart.stream().filter(seen -> seen.event() != null)
                .flatMap(seen -> brokenBy(seen).stream().filter(criterion -> criterion.payload() != null)
                        .map(criterion -> new AssertionFailedError(message, JsonDifference.pretty(criterion.payload()),
                                JsonDifference.pretty(seen.event().payloadAsTree()))))
                .findFirst();
    }
}
