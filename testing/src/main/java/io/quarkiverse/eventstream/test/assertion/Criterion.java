package io.quarkiverse.eventstream.test.assertion;

import java.util.function.Function;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.PayloadException;
import io.quarkiverse.eventstream.runtime.envelope.ForeignText;

/**
 * A condition that what is asked for fulfils.
 *
 * @param phrase the condition in words
 * @param holds whether something that was seen fulfils it
 * @param actual what it is instead; null if the line about it says so
 */
public record Criterion(String phrase, Predicate<Seen<?>> holds, Function<Seen<?>, String> actual) {

    private static final int MAX_EXPECTED = 200;

    /**
     * A topic.
     *
     * @param preposition before it, in words
     * @param topic the topic, without the prefix
     * @return the condition
     */
    public static Criterion topic(String preposition, String topic) {
        return new Criterion(preposition + " " + quoted(topic), seen -> seen.topic().equals(topic), null);
    }

    /**
     * A listener.
     *
     * @param preposition before it, in words
     * @param listener the listener's id
     * @return the condition
     */
    public static Criterion listener(String preposition, String listener) {
        return new Criterion(preposition + " " + quoted(listener), seen -> listener.equals(seen.listener()), null);
    }

    /**
     * A field of the event that must have a value.
     *
     * @param phrase before the value, in words
     * @param value the value
     * @param field the field
     * @param shown whether lines show the field anyway
     * @return the condition
     */
    public static Criterion field(String phrase, String value, Function<IncomingEvent, String> field, boolean shown) {
        return new Criterion(phrase + " " + quoted(value), ofEvent(event -> value.equals(field.apply(event))),
                shown ? null : seen -> seen.event() == null ? null : quoted(field.apply(seen.event())));
    }

    /**
     * A payload.
     *
     * @param expected the payload; numbers of the same value are equal, however they are written
     * @return the condition
     */
    public static Criterion payload(JsonNode expected) {
        return new Criterion("with the payload " + ForeignText.of(expected.toString(), MAX_EXPECTED),
                ofEvent(event -> expected.equals(Criterion::compare, event.payloadAsTree())), null);
    }

    private static int compare(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        return one.equals(other) ? 0 : 1;
    }

    /**
     * A condition on the payload.
     *
     * @param type what it is read as
     * @param condition the condition; not asked if there is no payload, or one that doesn't fit the type
     * @param <T> the type
     * @return the condition
     */
    public static <T> Criterion payload(Class<T> type, Predicate<? super T> condition) {
        return new Criterion("with a " + type.getSimpleName() + " as asked for", ofEvent(event -> {
            try {
                return event.hasPayload() && condition.test(event.payload(type));
            } catch (PayloadException e) {
                return false;
            }
        }), null);
    }

    /**
     * A condition on the event.
     *
     * @param phrase the condition in words
     * @param condition the condition
     * @return the condition
     */
    public static Criterion event(String phrase, Predicate<? super IncomingEvent> condition) {
        return new Criterion(phrase, ofEvent(condition), null);
    }

    private static Predicate<Seen<?>> ofEvent(Predicate<? super IncomingEvent> condition) {
        return seen -> seen.event() != null && condition.test(seen.event());
    }

    /** Why something doesn't fulfil it. */
    String otherwise(Seen<?> seen) {
        String instead = actual == null ? null : actual.apply(seen);
        return "not " + phrase + (instead == null ? "" : " but " + instead);
    }

    private static String quoted(String text) {
        return text == null ? "none" : '"' + ForeignText.of(text) + '"';
    }
}
