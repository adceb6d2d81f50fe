package io.quarkiverse.eventstream;

import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.smallrye.mutiny.Uni;

/**
 * Defines a listener at run time, in the words of {@link OnEvent}; ends with {@link #register}. Not thread-safe.
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
     * See {@link OnEvent#name()}.
     *
     * @param name the event's name; empty, the default, means all events of the topic
     * @return this
     */
    SubscriptionDefinition name(String name);

    /**
     * See {@link OnEvent#group()}.
     *
     * @param group the group, without the prefix, or {@link OnEvent#NO_GROUP}; empty, the default, means the service's group
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
     * @param ordering in which order; not null, {@link Ordering#PARTITION} by default
     * @return this
     */
    SubscriptionDefinition ordering(Ordering ordering);

    /**
     * What to call for each event, on a worker thread. The event is done when the handler returns.
     *
     * @param handler the handler; not null. A later handler replaces an earlier one
     * @return this
     */
    SubscriptionDefinition handler(EventHandler handler);

    /**
     * What to call for each event, on an event loop, so it must not block. The event is done when the stage completes.
     *
     * @param handler the handler; not null, and never returning null. A later handler replaces an earlier one
     * @return this
     */
    SubscriptionDefinition asyncHandler(Function<IncomingEvent, ? extends CompletionStage<?>> handler);

    /**
     * As {@link #asyncHandler}, with a {@link Uni}, which is subscribed to for each event. The event is done when it emits an item.
     *
     * @param handler the handler; not null, and never returning null. A later handler replaces an earlier one
     * @return this
     */
    default SubscriptionDefinition uniHandler(Function<IncomingEvent, ? extends Uni<?>> handler) {
        Objects.requireNonNull(handler, "handler");
        return asyncHandler(event -> handler.apply(event).subscribeAsCompletionStage());
    }

    /**
     * What to call for each {@link Tombstone} of the topic, on a worker thread, instead of its events. It goes without a {@link #name}
     * and a {@link #namespace}.
     *
     * @param handler the handler; not null. A later handler replaces an earlier one
     * @return this
     */
    SubscriptionDefinition tombstoneHandler(TombstoneHandler handler);

    /**
     * Calls the {@link #handler} on a virtual thread where the JVM has them, else on a worker thread.
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
     * Registers the listener. Consuming starts at once, in the background; the call does not wait for the broker.
     *
     * @return the subscription
     * @throws IllegalArgumentException if the definition breaks rules; the message names all of them
     * @throws IllegalStateException if a listener of this id exists, or the application is stopping
     */
    Subscription register();
}
