package io.quarkiverse.eventstream.test;

import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

import io.quarkiverse.eventstream.EventTypeDescription;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.test.assertion.Criterion;
import io.quarkiverse.eventstream.test.assertion.Question;

/**
 * An assertion about observed events: criteria first, then a number. A method with a criterion returns a new assertion; a method
 * with a number checks it. Immutable; may be checked on any thread that may block.
 *
 * @param <S> the type of the assertion itself
 * @param <E> the type of an observed event
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
     * Only events of an event type: of its name and its namespace.
     *
     * @param type a class with {@code @EventType}, or a sealed type for all classes that it permits; not null
     * @return the assertion about these
     * @throws IllegalArgumentException if a class has no {@code @EventType}
     */
    public S ofType(Class<?> type) {
        List<EventTypeDescription> family = EventTypeDescription.family(required(type, "type"));
        if (family.size() > 1) {
            return matching("of the type " + type.getSimpleName(),
                    event -> family.stream().anyMatch(description -> isOf(description, event)));
        }
        EventTypeDescription description = family.get(0);
        S named = named(description.name());
        return description.namespace().isEmpty() ? named : named.inNamespace(description.namespace());
    }

    private static boolean isOf(EventTypeDescription description, IncomingEvent event) {
        return description.name().equals(event.name())
                && (description.namespace().isEmpty() || description.namespace().equals(event.namespace()));
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
     * Only events with a payload. The whole payload is compared as JSON; numbers are equal if their values are.
     *
     * @param payload JSON as a {@code String}, a Jackson tree, or anything that can be published: a map, a record, any object that
     *        Jackson serializes; not null
     * @return the assertion about these
     * @throws IllegalArgumentException if it is no JSON or cannot be serialized
     */
    public S withPayload(Object payload) {
        return and(Criterion.payload(question.tree(required(payload, "payload"))));
    }

    /**
     * Only events with a payload that fulfils a condition.
     *
     * @param type the type to which the payload is converted; not null
     * @param condition the condition; not evaluated for events without a payload, or with one that does not fit the type
     * @param <T> the type
     * @return the assertion about these
     */
    public <T> S withPayload(Class<T> type, Predicate<? super T> condition) {
        return and(Criterion.payload(required(type, "type"), required(condition, "condition")));
    }

    /**
     * Only events that fulfil a condition.
     *
     * @param description the condition in words, for failure messages, such as {@code "of today"}; not null
     * @param condition the condition; not null
     * @return the assertion about these
     */
    public S matching(String description, Predicate<? super IncomingEvent> condition) {
        return and(Criterion.event(required(description, "description"), required(condition, "condition")));
    }

    /**
     * Fails unless there are exactly this many. With {@code await()}, it waits until there are this many and no more can come,
     * because everything that was published is settled; if the assertion names a listener, it waits for that listener only. It
     * cannot foresee events that the application will publish outside of listeners.
     *
     * @param times the number; 0 or more
     * @return the events, in the order in which they were observed
     * @throws AssertionError if there are more or fewer, with everything that was observed
     */
    public List<E> exactly(int times) {
        return question.expect(notNegative(times), times);
    }

    /**
     * Fails if there are fewer. With {@code await()}, it waits until there are this many.
     *
     * @param times the number; 0 or more
     * @return the events, in the order in which they were observed
     * @throws AssertionError if there are fewer, with everything that was observed
     */
    public List<E> atLeast(int times) {
        return question.expect(notNegative(times), Integer.MAX_VALUE);
    }

    /**
     * Fails unless there is exactly one, see {@link #exactly}.
     *
     * @throws AssertionError if there are more, or none, with everything that was observed
     */
    public void once() {
        exactly(1);
    }

    /**
     * Fails if there is any. With {@code await()}, it waits until none can come, see {@link #exactly}.
     *
     * @throws AssertionError if there are some, with everything that was observed
     */
    public void never() {
        exactly(0);
    }

    /**
     * Returns the only one.
     *
     * @return the event; null for a record that is undecodable
     * @throws AssertionError if there are more, or none, with everything that was observed; see {@link #exactly}
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
