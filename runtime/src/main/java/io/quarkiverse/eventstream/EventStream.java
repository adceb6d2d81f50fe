package io.quarkiverse.eventstream;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Publishes events, and registers listeners at run time.
 * <p>
 * A bean: {@code @Inject EventStream events} injects the default stream; with the qualifier {@link EventStreamName}, a named one.
 * Thread-safe: any thread may call any method. Only {@link #publishAndAwait} and {@link #cancelDelivery} block; the others do not block
 * even while the broker is away.
 *
 * @see OnEvent
 */
public interface EventStream {

    /**
     * Publishes an event to each of its topics.
     * <p>
     * Publishing starts with the call, whether or not the result is used. Events of one key and topic that one thread publishes are
     * written in the order of the calls. Transient errors are retried, with exponential backoff, until the timeout of the event. A topic
     * that fails for good is logged, reported once to the error handler of the event, and fails the stage.
     * <p>
     * Dependents of the stage run on the event loop of the caller if the caller is on one, else on a thread that may block.
     *
     * @param event the event; not null
     * @return completes with the coordinates of the records. Fails with {@link InvalidEventException} if the event is not valid, and then
     *         it was sent to no topic; with {@link PublishException} if it was not written to one topic or more, which also has the
     *         records that were written
     */
    CompletionStage<PublishReceipt> publish(OutgoingEvent event);

    /**
     * Publishes an event with the topic, name, namespace, version and key of the {@link EventType} of its payload, as {@link
     * #publish(OutgoingEvent)} does.
     *
     * @param payload an object of a class with {@link EventType}; not null
     * @return see {@link #publish(OutgoingEvent)}
     * @throws IllegalArgumentException if its class has no {@link EventType}, or the method for its key failed
     * @see OutgoingEvent#of
     */
    default CompletionStage<PublishReceipt> publish(Object payload) {
        return publish(payload instanceof OutgoingEvent event ? event : OutgoingEvent.of(payload).build());
    }

    /**
     * Publishes an event as {@link #publish} does, and waits for the outcome. An interrupt does not end the wait; it stays set.
     *
     * @param event the event; not null
     * @return the coordinates of the records
     * @throws InvalidEventException if the event is not valid; it was sent to no topic
     * @throws PublishException if the event was not written to one topic or more within its timeout
     * @throws IllegalStateException if the thread must not block, such as an event loop; the event is not published
     */
    PublishReceipt publishAndAwait(OutgoingEvent event);

    /**
     * Publishes an event as {@link #publish(Object)} does, and waits for the outcome as {@link #publishAndAwait(OutgoingEvent)} does.
     *
     * @param payload an object of a class with {@link EventType}; not null
     * @return the coordinates of the records
     * @throws IllegalArgumentException if its class has no {@link EventType}, or the method for its key failed
     * @throws InvalidEventException if the event is not valid; it was sent to no topic
     * @throws PublishException if the event was not written to one topic or more within its timeout
     * @throws IllegalStateException if the thread must not block, such as an event loop; the event is not published
     */
    default PublishReceipt publishAndAwait(Object payload) {
        return publishAndAwait(payload instanceof OutgoingEvent event ? event : OutgoingEvent.of(payload).build());
    }

    /**
     * Cancels an event that was published with {@link OutgoingEvent.Builder#deliverAt} or {@code deliverAfter} and is not due yet. In a
     * transaction, the event is cancelled with its commit. Blocks, for a statement of the database.
     *
     * @param eventId the id of the event
     * @return true if the event is never sent to any of its topics any more; false if it was sent, is being sent, or is not stored (yet):
     *         it is stored when the stage of {@code publish} has completed
     * @throws EventStreamException if the service has no outbox, or its database can't be used
     * @throws IllegalStateException if the thread must not block, such as an event loop
     */
    boolean cancelDelivery(String eventId);

    /**
     * Starts the definition of a listener that is registered at run time. Its methods are named after the attributes of {@link OnEvent}.
     *
     * @param id the id of the listener, for the log and for {@link #subscription}; unique within the application
     * @return a definition; nothing happens until its {@code register()} is called
     */
    SubscriptionDefinition newSubscription(String id);

    /**
     * Starts the definition of a replay: the events of a topic, between two offsets or instants, are delivered again to the listeners of
     * this instance, in the same order and with the same failure policies. The instance that starts a replay consumes all partitions.
     * <p>
     * The group is not affected: nothing is committed, and its events are delivered at the same time.
     * {@link IncomingEvent#isReplay()} is true for the events of a replay; a listener with {@link SkipReplays} gets none of them.
     *
     * @param topic the topic, without the prefix
     * @return a definition; nothing happens until its {@code start()} is called
     */
    ReplayDefinition newReplay(String topic);

    /**
     * Finds a subscription of this stream: of an {@link OnEvent} method, or of a listener that was registered at run time.
     *
     * @param id the id of the listener
     * @return the subscription; empty if no listener of the stream has that id
     */
    Optional<Subscription> subscription(String id);

    /**
     * All subscriptions of this stream.
     *
     * @return a snapshot, sorted by id
     */
    List<Subscription> subscriptions();
}
