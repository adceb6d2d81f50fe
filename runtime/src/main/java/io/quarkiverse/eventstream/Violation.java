package io.quarkiverse.eventstream;

/**
 * A rule that an event breaks. Immutable.
 *
 * @param field the field as the envelope names it ({@code name}, {@code client_ids[1]}), or {@code topic}, {@code key},
 *        {@code header}, {@code timeout}, {@code size}
 * @param value the offending value, truncated and escaped for logs
 * @param rule the rule, such as the permitted characters
 */
public record Violation(String field, String value, String rule) {

    @Override
    public String toString() {
        return field + " \"" + value + "\": " + rule;
    }
}
