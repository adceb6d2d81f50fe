package io.quarkiverse.eventstream.test.assertion;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.opentest4j.AssertionFailedError;

import io.quarkiverse.eventstream.test.assertion.Seen.Coordinates;
import io.quarkiverse.eventstream.test.observe.OpenRecords;
import io.quarkiverse.eventstream.test.observe.StreamRecorder;
import io.quarkiverse.eventstream.test.observed.ObservedRecord;
import io.quarkiverse.eventstream.test.observed.Outcome;

/**
 * Checks whether published events have reached their listeners.
 *
 * @param recorder the observations
 * @param patience for how long to wait at most; null for no wait
 */
public record Losses(StreamRecorder recorder, Duration patience) {

    private static final Set<Outcome> GIVEN_UP = Set.of(Outcome.SKIPPED, Outcome.DEAD_LETTERED, Outcome.UNDECODABLE);

    /**
     * A missing record.
     *
     * @param coordinates its coordinates; null while it is in flight
     */
    private record Loss(Coordinates coordinates, String line) {

        static Loss of(ObservedRecord record) {
            return new Loss(Coordinates.of(record), Text.of(record));
        }
    }

    /**
     * Fails unless all records are settled.
     *
     * @throws AssertionError with the records that are not
     */
    public void requireNone() {
        requireDeliveries();
        if (!isSoon(List::of)) {
            require("nothing to be lost", "settled", open());
        }
    }

    /**
     * Fails unless all records are delivered.
     *
     * @throws AssertionError with the records that are not
     */
    public void requireAllDelivered() {
        requireDeliveries();
        if (!isSoon(this::hopeless)) {
            require("everything to be delivered", "delivered",
                    Stream.concat(open().stream(), hopeless().stream()).distinct().toList());
        }
    }

    private void requireDeliveries() {
        if (recorder.silentProvider() != null && !recorder.listeners().isEmpty()) {
            throw new AssertionFailedError(
                    "The stream is " + recorder.silentProvider() + ", which delivers nothing, and"
                            + " there are listeners: " + recorder.listeners()
                            + ". Choose memory or kafka, with quarkus.eventstream.stream");
        }
    }

    /** Waits until no record is open. Records that are published afterwards do not change the result. */
    private boolean isSoon(Supplier<List<Loss>> hopeless) {
        AtomicBoolean nothingOpen = new AtomicBoolean();
        return patience != null && recorder.await(patience, () -> {
            nothingOpen.set(!recorder.isAnyOpen());
            return nothingOpen.get() || !hopeless.get().isEmpty() || !recorder.blocked(null).isEmpty();
        }) && nothingOpen.get() && hopeless.get().isEmpty();
    }

    /** Records that will never be delivered: they were given up, or their topic has no listener. */
    private List<Loss> hopeless() {
        Stream<Loss> givenUp = recorder.records().stream()
                .filter(record -> record.outcomes().values().stream().anyMatch(GIVEN_UP::contains)).map(Loss::of);
        Stream<Loss> withoutListeners = recorder.withoutListeners().stream().map(event -> new Loss(
                Coordinates.of(event.topic(), event.written()), Text.of(event) + "; the topic has no listener"));
        return Stream.concat(givenUp, withoutListeners).toList();
    }

    private List<Loss> open() {
        OpenRecords open = recorder.open();
        return Stream.concat(open.inFlight().stream().map(record -> new Loss(null, Text.of(record))),
                open.missing().stream().map(Loss::of)).toList();
    }

    private void require(String what, String participle, List<Loss> losses) {
        if (losses.isEmpty()) {
            return;
        }
        List<String> lines = losses.stream().map(Loss::line).toList();
        Set<Coordinates> shown = losses.stream().map(Loss::coordinates).collect(Collectors.toCollection(HashSet::new));
        List<String> others = recorder.records().stream().filter(record -> !shown.contains(Coordinates.of(record)))
                .map(Text::of).toList();
        String message = new Report("Expected " + what + (patience == null ? "" : " within " + Text.of(patience)) + "; "
                + lines.size() + (lines.size() == 1 ? " record is not " : " records are not ") + participle + "."
                + (patience == null ? "" : recorder.stoppedTime().map(next -> " " + Text.stopped(next)).orElse("")))
                .section("Not " + participle, lines)
                .section("Other records and their listeners", others).toString();
        throw new AssertionFailedError(message, what, String.join("\n", lines));
    }
}
