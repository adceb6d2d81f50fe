package io.quarkiverse.eventstream;

/**
 * A rule that an event breaks.
 *
 * @param field the field as the envelope names it ({@code name}, {@code client_ids[1]}), or {@code topic}, {@code key},
 *        {@code header}, {@code timeout}, {@code size}
 * @param value the offending value, cut to a length that a log can bear, control characters replaced
 * @param rule what is allowed
 */
public record Violation(String field, String value, String rule) {

    @Override
    public String toString() {
        return field + " \"" + value + "\": " + rule;
    }
}
