package io.quarkiverse.eventstream.test.assertion;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.opentest4j.AssertionFailedError;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.quarkiverse.eventstream.test.assertion.Seen.Coordinates;
import io.quarkiverse.eventstream.test.observe.BlockedRecord;
import io.quarkiverse.eventstream.test.observe.StreamRecorder;
import io.quarkiverse.eventstream.test.observed.ObservedRecord;
import io.quarkiverse.eventstream.test.observed.PublishedEvent;

/**
 * Asks how many observations meet the criteria of an assertion. Immutable.
 *
 * @param recorder the observations
 * @param source the kind of observation
 * @param listener the id of the only listener to consider; null for all
 * @param criteria the criteria
 * @param patience for how long to wait at most; null for no wait
 * @param <E> the type of an observed event
 */
public record Question<E>(StreamRecorder recorder, Source<E> source, String listener, List<Criterion> criteria,
        Duration patience) {

    private static final ObjectReader JSON = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build().readerFor(JsonNode.class);

    /** Adds a criterion. */
    public Question<E> and(Criterion criterion) {
        return new Question<>(recorder, source, listener, Stream.concat(criteria.stream(), Stream.of(criterion)).toList(),
                patience);
    }

    /** Considers only one listener. */
    public Question<E> to(String id) {
        return new Question<>(recorder, source, id, criteria, patience).and(Criterion.listener(source.listens(), id));
    }

    /**
     * Converts a payload to a tree.
     *
     * @param payload JSON as a string, a tree, or anything that an event may have as its payload
     * @throws IllegalArgumentException if it is no JSON or cannot be serialized
     */
    public JsonNode tree(Object payload) {
        if (payload instanceof JsonNode node) {
            return node;
        }
        if (!(payload instanceof String json)) {
            return recorder.tree(payload);
        }
        try {
            return JSON.readValue(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The expected payload is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Considers only one topic.
     *
     * @param topic the topic, with the prefix or without
     */
    public Question<E> topic(String preposition, String topic) {
        return and(Criterion.topic(preposition, topic, recorder::fullTopic));
    }

    /**
     * Fails unless the number of matching observations is within bounds.
     *
     * @param most the upper bound; {@code Integer.MAX_VALUE} for none, otherwise a wait lasts until no more can come
     * @return the matching observations, in their order
     * @throws AssertionError with all observations
     */
    public List<E> expect(int least, int most) {
        if (source.listens() != null && recorder.silentProvider() != null) {
            throw new AssertionFailedError("The stream is " + recorder.silentProvider() + ", which delivers nothing: "
                    + "no assertion about listeners is possible. Choose memory or kafka, with quarkus.eventstream.stream");
        }
        AtomicReference<Look<E>> last = new AtomicReference<>();
        if (patience != null) {
            recorder.await(patience, () -> isDecided(look(most, last), least, most));
        }
        requireListener();
        // The look that decided: later observations do not change the result.
        Look<E> look = patience == null ? look(most, last) : last.get();
        int found = look.matching().size();
        if (found < least || found > most || look.mayChange()) {
            String more = found < least || found > most ? "" : ", but more may come: not everything is settled";
            throw new Failure<>(this, look.all()).of(count(least, most), found, more);
        }
        return look.matching().stream().map(Seen::value).toList();
    }

    private record Look<E>(boolean mayChange, List<Seen<E>> all, List<Seen<E>> matching) {}

    private Look<E> look(int most, AtomicReference<Look<E>> last) {
        // Evaluated first, so that the look includes observations in between.
        boolean mayChange = patience != null && most < Integer.MAX_VALUE && !recorder.isQuiet(listener);
        List<Seen<E>> all = source.seen().apply(recorder);
        Look<E> look = new Look<>(mayChange, all, all.stream().filter(this::matches).toList());
        last.set(look);
        return look;
    }

    private boolean isDecided(Look<E> look, int least, int most) {
        if (listener != null && !recorder.listeners().contains(listener)) {
            return false;
        }
        int matching = look.matching().size();
        return matching > most || matching >= least && !look.mayChange() || isBlocked(matching, least);
    }

    /** Whether missing events can come only after the test has advanced the stopped time. */
    private boolean isBlocked(int matching, int least) {
        List<BlockedRecord> blocked = recorder.blocked(listener);
        if (matching >= least) {
            return !blocked.isEmpty();
        }
        // The application may publish at any time: only existing records can be known to be blocked.
        long failing = source.listens() == null ? 0 : blocked.stream().filter(this::wouldMatch).count();
        boolean nothingElse = !blocked.isEmpty() || recorder.isQuiet(listener);
        long delayed = nothingElse && source.followsSending()
                ? recorder.untilDue().stream().filter(this::wouldMatch).count()
                : 0;
        return failing + delayed > 0 && matching + failing + delayed >= least;
    }

    private boolean wouldMatch(PublishedEvent delayed) {
        return matching().holdsFor(new Seen<>(delayed.sent(), delayed.sent(), delayed.topic(), null, listener, true,
                () -> Text.of(delayed)));
    }

    private boolean wouldMatch(BlockedRecord blocked) {
        ObservedRecord record = blocked.record();
        return matching().holdsFor(new Seen<>(record.event(), record.event(), record.topic(), Coordinates.of(record),
                blocked.listener(), true, () -> Text.of(record)));
    }

    /** With a misspelt id, {@code never()} would always hold. */
    private void requireListener() {
        if (listener != null && !recorder.listeners().contains(listener)) {
            throw new AssertionFailedError("There is no listener \"" + listener + "\". There are: " + recorder.listeners());
        }
    }

    private boolean matches(Seen<?> seen) {
        return seen.counts() && matching().holdsFor(seen);
    }

    Matching matching() {
        return new Matching(criteria);
    }

    private String count(int least, int most) {
        if (most == 0) {
            return "no " + source.singular();
        }
        return (most == Integer.MAX_VALUE ? "at least " : "exactly ") + least + " "
                + (least == 1 ? source.singular() : source.plural());
    }
}
