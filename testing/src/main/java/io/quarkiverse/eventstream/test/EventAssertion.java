package io.quarkiverse.eventstream.test;

import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.test.assertion.Criterion;
import io.quarkiverse.eventstream.test.assertion.Question;

/**
 * An assertion about events that were seen: which, and then how many. Each method that says which returns a new assertion; each that
 * says how many checks it. Immutable; may be asked by any thread that may block.
 *
 * @param <S> the assertion itself
 * @param <E> what was seen
 */
public abstract sealed class EventAssertion<S extends EventAssertion<S, E>, E> permits PublishedAssertion, DeliveryAssertion {

    private final Question<E> question;

    EventAssertion(Question<E> question) {
        this.question = question;
    }

    abstract S with(Question<E> changed);

    Question<E> question() {
        return question;
    }

    S and(Criterion criterion) {
        return with(question.and(criterion));
    }

    /**
     * Only events of a name.
     *
     * @param name the envelope's {@code name}; not null
     * @return the assertion about these
     */
    public S named(String name) {
        return and(Criterion.field("named", required(name, "name"), IncomingEvent::name, true));
    }

    /**
     * Only events of a namespace.
     *
     * @param namespace the envelope's {@code namespace}; not null
     * @return the assertion about these
     */
    public S inNamespace(String namespace) {
        return and(Criterion.field("in the namespace", required(namespace, "namespace"), IncomingEvent::namespace, false));
    }

    /**
     * Only the event of an id.
     *
     * @param id the envelope's {@code id}; not null
     * @return the assertion about it
     */
    public S withId(String id) {
        return and(Criterion.field("with the id", required(id, "id"), IncomingEvent::id, false));
    }

    /**
     * Only events of a key.
     *
     * @param key the record's key; not null
     * @return the assertion about these
     */
    public S withKey(String key) {
        return and(Criterion.field("with the key", required(key, "key"), IncomingEvent::key, false));
    }

    /**
     * Only events with a header.
     *
     * @param name the header's name; not null
     * @param value the value of the last header of that name, as text; not null
     * @return the assertion about these
     */
    public S withHeader(String name, String value) {
        required(name, "name");
        return and(Criterion.field("with the header " + name + " =", required(value, "value"),
                event -> event.header(name).orElse(null), false));
    }

    /**
     * Only events with a payload. It is compared as JSON, all of it; numbers are equal if their values are.
     *
     * @param payload JSON as a {@code String}, a Jackson tree, or whatever can be published: a map, a record, any object that Jackson
     *        writes; not null
     * @return the assertion about these
     * @throws IllegalArgumentException if it is no JSON, or can't be written
     */
    public S withPayload(Object payload) {
        return and(Criterion.payload(question.tree(required(payload, "payload"))));
    }

    /**
     * Only events with a payload that fulfils a condition.
     *
     * @param type what the payload is read as; not null
     * @param condition the condition; not asked for events without a payload, or with one that doesn't fit the type
     * @param <T> the type
     * @return the assertion about these
     */
    public <T> S withPayload(Class<T> type, Predicate<? super T> condition) {
        return and(Criterion.payload(required(type, "type"), required(condition, "condition")));
    }

    /**
     * Only events that fulfil a condition.
     *
     * @param description the condition in words, for messages, such as {@code "of today"}; not null
     * @param condition the condition; not null
     * @return the assertion about these
     */
    public S matching(String description, Predicate<? super IncomingEvent> condition) {
        return and(Criterion.event(required(description, "description"), required(condition, "condition")));
    }

    /**
     * Fails unless there are so many. If it waits: until there are so many, and no more can come, since everything that was
     * published has been dealt with; by the one listener, if one is asked for. It can't know what the application is going to publish
     * outside of listeners.
     *
     * @param times how many; 0 or more
     * @return these, in the order in which they were seen
     * @throws AssertionError if there are more, or fewer, with what was seen
     */
    public List<E> exactly(int times) {
        return question.expect(notNegative(times), times);
    }

    /**
     * Fails unless there are so many or more. If it waits: until there are so many.
     *
     * @param times how many; 0 or more
     * @return these, in the order in which they were seen
     * @throws AssertionError if there are fewer, with what was seen
     */
    public List<E> atLeast(int times) {
        return question.expect(notNegative(times), Integer.MAX_VALUE);
    }

    /**
     * Fails unless there is exactly one, see {@link #exactly}.
     *
     * @throws AssertionError if there are more, or none, with what was seen
     */
    public void once() {
        exactly(1);
    }

    /**
     * Fails unless there is none. If it waits: until none can come any more, see {@link #exactly}.
     *
     * @throws AssertionError if there are some, with what was seen
     */
    public void never() {
        exactly(0);
    }

    /**
     * The only one.
     *
     * @return it; null if it is a record that is no event
     * @throws AssertionError if there are more, or none, with what was seen; see {@link #exactly}
     */
    public E single() {
        return question.expect(1, 1).get(0);
    }

    private static int notNegative(int times) {
        if (times < 0) {
            throw new IllegalArgumentException("times must be 0 or more, not " + times);
        }
        return times;
    }

    private static <T> T required(T argument, String name) {
        return Objects.requireNonNull(argument, name);
    }
}
