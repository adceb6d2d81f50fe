package io.quarkiverse.eventstream;

import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.smallrye.mutiny.Uni;

/**
 * Defines a listener at run time, with methods named after the attributes of {@link OnEvent}; {@link #register} completes the definition.
 * Not thread-safe. Requires a {@link #topic} and one handler.
 */
public interface SubscriptionDefinition {

    /**
     * See {@link OnEvent#topic()}.
     *
     * @param topic the topic, without the prefix; required
     * @return this
     */
    SubscriptionDefinition topic(String topic);

    /**
     * Sets topic, names and namespace to those of event types, as far as they are not set otherwise: topic and namespace if all types have
     * the same. The handler reads the payload with {@link IncomingEvent#payload(Class)}, of a family by {@link IncomingEvent#name()}.
     *
     * @param types classes with {@link EventType}, or sealed types that permit such; not null
     * @return this definition
     * @throws IllegalArgumentException if a class has no {@link EventType}
     */
    SubscriptionDefinition eventType(Class<?>... types);

    /**
     * See {@link OnEvent#name()}.
     *
     * @param name the event's name; empty, the default, means all events of the topic
     * @return this
     */
    SubscriptionDefinition name(String name);

    /**
     * Sets the names of the events, instead of one name.
     *
     * @param names the names; none for all events of the topic
     * @return this definition
     */
    SubscriptionDefinition names(String... names);

    /**
     * See {@link OnEvent#group()}.
     *
     * @param group the group, without the prefix, or {@link OnEvent#NO_GROUP}; empty, the default, means the group of the
     *        application
     * @return this
     */
    SubscriptionDefinition group(String group);

    /**
     * See {@link OnEvent#offset()}.
     *
     * @param offset where a group without a committed offset begins; not null
     * @return this
     */
    SubscriptionDefinition offset(Offset offset);

    /**
     * See {@link OnEvent#namespace()}.
     *
     * @param namespace only events of this namespace; empty, the default, means all
     * @return this
     */
    SubscriptionDefinition namespace(String namespace);

    /**
     * See {@link OnEvent#ordering()}.
     *
     * @param ordering the ordering; not null, {@link Ordering#PARTITION} by default
     * @return this
     */
    SubscriptionDefinition ordering(Ordering ordering);

    /**
     * Sets the handler that is called for each event, on a worker thread. The listener has completed the event when the handler returns.
     *
     * @param handler the handler; not null. A later handler replaces an earlier one
     * @return this
     */
    SubscriptionDefinition handler(EventHandler handler);

    /**
     * Sets the handler that is called for each event, on an event loop; it must not block. The listener has completed the event when the
     * stage completes.
     *
     * @param handler the handler; not null, and never returning null. A later handler replaces an earlier one
     * @return this
     */
    SubscriptionDefinition asyncHandler(Function<IncomingEvent, ? extends CompletionStage<?>> handler);

    /**
     * The same as {@link #asyncHandler}, with a {@link Uni}, which is subscribed to for each event. The listener has completed the event when
     * the {@code Uni} emits an item.
     *
     * @param handler the handler; not null, and never returning null. A later handler replaces an earlier one
     * @return this
     */
    default SubscriptionDefinition uniHandler(Function<IncomingEvent, ? extends Uni<?>> handler) {
        Objects.requireNonNull(handler, "handler");
        return asyncHandler(event -> handler.apply(event).subscribeAsCompletionStage());
    }

    /**
     * Sets the handler that is called for each {@link Tombstone} of the topic, on a worker thread; the listener gets no events. Excludes a
     * {@link #name} and a {@link #namespace}.
     *
     * @param handler the handler; not null. A later handler replaces an earlier one
     * @return this
     */
    SubscriptionDefinition tombstoneHandler(TombstoneHandler handler);

    /**
     * Sets the handler that is called for each record of the topic as it is, on a worker thread: events, tombstones and undecodable
     * records. Excludes a {@link #name} and a {@link #namespace}.
     *
     * @param handler the handler; not null. A later handler replaces an earlier one
     * @return this
     */
    SubscriptionDefinition recordHandler(RecordHandler handler);

    /**
     * Calls the {@link #handler}, the {@link #tombstoneHandler} or the {@link #recordHandler} on a virtual thread if the JVM has them,
     * else on a worker thread.
     *
     * @return this
     */
    SubscriptionDefinition runOnVirtualThread();

    /**
     * See {@link SkipReplays}.
     *
     * @return this
     */
    SubscriptionDefinition skipReplays();

    /**
     * Registers the listener. Consuming starts in the background; this method does not wait for the broker.
     *
     * @return the subscription
     * @throws IllegalArgumentException if the definition is not valid; the message names all violations
     * @throws IllegalStateException if there is a listener of this id, or the application is stopping
     */
    Subscription register();
}
