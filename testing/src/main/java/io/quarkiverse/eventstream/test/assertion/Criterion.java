package io.quarkiverse.eventstream.test.assertion;

import java.util.function.Function;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.PayloadException;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;

/**
 * A criterion of an assertion.
 *
 * @param kind whether it compares, or runs code of the test
 * @param phrase the criterion in words
 * @param holds whether an observation meets it
 * @param actual the actual value; null if the line of the observation shows it
 * @param payload the expected payload; null if it is not about the payload
 */
public record Criterion(Kind kind, String phrase, Predicate<Seen<?>> holds, Function<Seen<?>, String> actual,
        JsonNode payload) {

    private static final int MAX_EXPECTED = 200;

    /** How a criterion is checked. */
    public enum Kind {
        /** By a comparison with the record. */
        COMPARISON,
        /** By code of the test, which only runs for events that meet all comparisons. */
        CODE
    }

    /**
     * A topic.
     *
     * @param topic the topic, with the prefix or without
     */
    public static Criterion topic(String preposition, String topic, Function<String, String> fullTopic) {
        return new Criterion(Kind.COMPARISON, preposition + " " + quoted(topic),
                seen -> seen.topic().equals(topic) || fullTopic.apply(seen.topic()).equals(topic), null, null);
    }

    /** A listener. */
    public static Criterion listener(String preposition, String listener) {
        return new Criterion(Kind.COMPARISON, preposition + " " + quoted(listener), seen -> listener.equals(seen.listener()),
                null, null);
    }

    /**
     * A field of the event that must have a value.
     *
     * @param shown whether the lines of observations show the field
     */
    public static Criterion field(String phrase, String value, Function<IncomingEvent, String> field, boolean shown) {
        return new Criterion(Kind.COMPARISON, phrase + " " + quoted(value), ofEvent(event -> value.equals(field.apply(event))),
                shown ? null : seen -> seen.event() == null ? null : quoted(field.apply(seen.event())), null);
    }

    /**
     * A payload.
     *
     * @param expected the payload; numbers are equal if their values are
     */
    public static Criterion payload(JsonNode expected) {
        return new Criterion(Kind.COMPARISON, "with the payload " + UntrustedText.of(expected.toString(), MAX_EXPECTED),
                ofEvent(event -> JsonDifference.between(expected, event.payloadAsTree()).isEmpty()), null, expected);
    }

    /**
     * A condition on the payload.
     *
     * @param condition the condition; not evaluated without a payload, or with one that does not fit the type
     */
    public static <T> Criterion payload(Class<T> type, Predicate<? super T> condition) {
        return new Criterion(Kind.CODE, "with a " + type.getSimpleName() + " that meets the condition",
                ofEvent(event -> event.hasPayload() && holdsFor(type, condition, event)), null, null);
    }

    private static <T> boolean holdsFor(Class<T> type, Predicate<? super T> condition, IncomingEvent event) {
        T payload;
        try {
            payload = event.payload(type);
        } catch (PayloadException e) {
            return false;
        }
        return condition.test(payload);
    }

    /** A condition on the event. */
    public static Criterion event(String phrase, Predicate<? super IncomingEvent> condition) {
        return new Criterion(Kind.CODE, phrase, ofEvent(condition), null, null);
    }

    private static Predicate<Seen<?>> ofEvent(Predicate<? super IncomingEvent> condition) {
        return seen -> seen.event() != null && condition.test(seen.event());
    }

    /** The reason why an observation does not meet it. */
    String otherwise(Seen<?> seen) {
        if (payload != null) {
            return seen.event() == null
                    ? "not decoded"
                    : "payload: " + JsonDifference.text(payload, seen.event().payloadAsTree());
        }
        String instead = actual == null ? null : actual.apply(seen);
        return "not " + phrase + (instead == null ? "" : " but " + instead);
    }

    private static String quoted(String text) {
        return text == null ? "none" : '"' + UntrustedText.of(text) + '"';
    }
}
