package io.quarkiverse.eventstream.test.assertion;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.opentest4j.AssertionFailedError;

import io.quarkiverse.eventstream.test.ObservedRecord;
import io.quarkiverse.eventstream.test.Outcome;
import io.quarkiverse.eventstream.test.observe.OpenRecords;
import io.quarkiverse.eventstream.test.observe.StreamRecorder;

/**
 * Whether what was published has reached its listeners.
 *
 * @param recorder who knows
 * @param patience how long to wait for it; null not to wait
 */
public record Losses(StreamRecorder recorder, Duration patience) {

    private static final Set<Outcome> GIVEN_UP = Set.of(Outcome.SKIPPED, Outcome.DEAD_LETTERED, Outcome.UNDECODABLE);

    /**
     * Fails unless all is dealt with.
     *
     * @throws AssertionError with what is not
     */
    public void requireNone() {
        requireDeliveries();
        if (!isSoon(List::of)) {
            require("nothing to be lost", "dealt with", open(), List.of());
        }
    }

    /**
     * Fails unless all is delivered.
     *
     * @throws AssertionError with what is not
     */
    public void requireAllDelivered() {
        requireDeliveries();
        // What is given up will never be delivered.
        if (!isSoon(this::givenUp)) {
            require("everything to be delivered", "delivered", open(), givenUp());
        }
    }

    private void requireDeliveries() {
        if (recorder.silentKind() != null && !recorder.listeners().isEmpty()) {
            throw new AssertionFailedError(
                    "The stream is of the kind " + recorder.silentKind() + ", which delivers nothing, and"
                            + " there are listeners: " + recorder.listeners()
                            + ". Choose memory or kafka, with quarkus.eventstream.stream");
        }
    }

    /** Waits until nothing is open. What is open only afterwards does not change that it was so. */
    private boolean isSoon(Supplier<List<ObservedRecord>> hopeless) {
        return patience != null && recorder.await(patience, () -> !recorder.isAnyOpen() || !hopeless.get().isEmpty())
                && hopeless.get().isEmpty();
    }

    private List<ObservedRecord> givenUp() {
        return recorder.records().stream().filter(record -> record.outcomes().values().stream().anyMatch(GIVEN_UP::contains))
                .toList();
    }

    private List<String> open() {
        OpenRecords open = recorder.open();
        return Stream.concat(open.underWay().stream().map(Text::of), open.missing().stream().map(Text::of)).toList();
    }

    private void require(String what, String participle, List<String> open, List<ObservedRecord> givenUp) {
        List<String> lines = Stream.concat(open.stream(), givenUp.stream().map(Text::of)).distinct().toList();
        if (!lines.isEmpty()) {
            List<String> others = recorder.records().stream().map(Text::of).filter(line -> !lines.contains(line)).toList();
            throw new AssertionFailedError(new Report("Expected " + what
                    + (patience == null ? "" : " within " + Text.of(patience)) + "; " + lines.size()
                    + (lines.size() == 1 ? " record is not " : " records are not ") + participle + ".")
                    .section("Not " + participle, lines)
                    .section("Other records and their listeners", others).toString());
        }
    }
}
