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

import io.quarkiverse.eventstream.test.ObservedRecord;
import io.quarkiverse.eventstream.test.assertion.Seen.Coordinates;
import io.quarkiverse.eventstream.test.observe.BlockedRecord;
import io.quarkiverse.eventstream.test.observe.StreamRecorder;

/**
 * How many of what were seen. Immutable.
 *
 * @param recorder who knows
 * @param source what
 * @param listener the listener that is asked for; null for any
 * @param criteria which of it
 * @param patience how long to wait for it; null not to wait
 * @param <E> what a test gets of it
 */
public record Question<E>(StreamRecorder recorder, Source<E> source, String listener, List<Criterion> criteria,
        Duration patience) {

    private static final ObjectReader JSON = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build().readerFor(JsonNode.class);

    /**
     * With one more condition.
     *
     * @param criterion the condition
     * @return the question
     */
    public Question<E> and(Criterion criterion) {
        return new Question<>(recorder, source, listener, Stream.concat(criteria.stream(), Stream.of(criterion)).toList(),
                patience);
    }

    /**
     * About one listener.
     *
     * @param id the listener's id
     * @return the question
     */
    public Question<E> to(String id) {
        return new Question<>(recorder, source, id, criteria, patience).and(Criterion.listener(source.listens(), id));
    }

    /**
     * A payload as a tree.
     *
     * @param payload JSON as a string, a tree, or anything that an event may have as its payload
     * @return the tree
     * @throws IllegalArgumentException if it is no JSON, or can't be written
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
            throw new IllegalArgumentException("The payload that is expected is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * About a topic.
     *
     * @param preposition before it, in words
     * @param topic the topic, with the prefix or without
     * @return the question
     */
    public Question<E> topic(String preposition, String topic) {
        return and(Criterion.topic(preposition, topic, recorder::fullTopic));
    }

    /**
     * Fails unless so many were seen.
     *
     * @param least how many at least
     * @param most how many at most; if that is bounded and this waits, then until no more can come
     * @return those that were seen, in their order
     * @throws AssertionError with what was seen instead
     */
    public List<E> expect(int least, int most) {
        if (source.listens() != null && recorder.silentKind() != null) {
            throw new AssertionFailedError("The stream is of the kind " + recorder.silentKind() + ", which delivers nothing: "
                    + "there is nothing to ask about listeners. Choose memory or kafka, with quarkus.eventstream.stream");
        }
        AtomicReference<Look<E>> last = new AtomicReference<>();
        if (patience != null) {
            recorder.await(patience, () -> isDecided(look(most, last), least, most));
        }
        requireListener();
        // Not another look: what has come since the decision does not change it.
        Look<E> look = patience == null ? look(most, last) : last.get();
        int found = look.matching().size();
        if (found < least || found > most || look.mayChange()) {
            String more = found < least || found > most ? "" : ", but more may come: not everything is dealt with";
            throw new Failure<>(this, look.all()).of(count(least, most), found, more);
        }
        return look.matching().stream().map(Seen::value).toList();
    }

    private record Look<E>(boolean mayChange, List<Seen<E>> all, List<Seen<E>> matching) {}

    private Look<E> look(int most, AtomicReference<Look<E>> last) {
        // Before the look: what comes in between is seen.
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
        return matching > most || matching >= least && !look.mayChange() || isHeldUp(matching, least);
    }

    /** Whether only the time, which a test has stopped, could bring what is missing. */
    private boolean isHeldUp(int matching, int least) {
        List<BlockedRecord> heldUp = recorder.heldUp(listener);
        if (heldUp.isEmpty() || matching >= least) {
            return !heldUp.isEmpty();
        }
        // The application may publish at any time: only what is there already can be said to be held up.
        return source.listens() != null && matching + heldUp.stream().filter(this::wouldMatch).count() >= least;
    }

    private boolean wouldMatch(BlockedRecord heldUp) {
        ObservedRecord record = heldUp.record();
        return matching().holdsFor(new Seen<>(record.event(), record.event(), record.topic(), Coordinates.of(record),
                heldUp.listener(), true, () -> Text.of(record)));
    }

    /** A slip of the pen would make "never" hold. */
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
