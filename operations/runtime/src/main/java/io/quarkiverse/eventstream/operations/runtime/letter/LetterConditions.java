package io.quarkiverse.eventstream.operations.runtime.letter;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import io.quarkiverse.eventstream.operations.LetterFilter;
import io.quarkiverse.eventstream.operations.LetterId;
import io.quarkiverse.eventstream.operations.LetterState;

/** The conditions of a filter as text, as requests and pages name them. */
public final class LetterConditions {

    private LetterConditions() {}

    /**
     * Adds a condition to a filter.
     *
     * @return false if there is no condition of that name
     * @throws IllegalArgumentException if the value is not valid
     */
    public static boolean add(LetterFilter.Builder filter, String name, String value) {
        switch (name) {
            case "state" -> filter.states(states(value));
            case "listener" -> filter.listener(value);
            case "group" -> filter.group(value);
            case "fingerprint" -> filter.fingerprint(value);
            case "exception" -> filter.exception(value);
            case "name", "eventName" -> filter.eventName(value);
            case "key" -> filter.key(value);
            case "id" -> filter.ids(List.of(LetterId.parse(value)));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static LetterState[] states(String text) {
        return text.equals("all")
                ? LetterState.values()
                : Stream.of(text.split(",")).map(LetterConditions::state).distinct().toArray(LetterState[]::new);
    }

    private static LetterState state(String text) {
        return Stream.of(LetterState.values()).filter(state -> state.name().equals(text.strip().toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no state \"" + text + "\" of letters, but "
                        + List.of(LetterState.values()) + " and all"));
    }
}
