package io.quarkiverse.eventstream;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Publishes events, and registers listeners at run time.
 * <p>
 * Inject it: {@code @Inject EventStream events}; a named stream with {@link EventStreamName} beside it. All methods may be
 * called from any thread, and none but {@link #publishAndAwait} blocks, even while the broker is away.
 *
 * @see OnEvent
 */
public interface EventStream {

    /**
     * Publishes an event to each of its topics.
     * <p>
     * Publishing starts with the call, whether or not anybody looks at the result. Events of the same key and topic that one
     * thread publishes are written in the order of the calls. What the broker refuses is retried, with exponential
     * backoff, within the event's timeout; what fails for good is logged, handed to the event's error handler once for each
     * failed topic, and fails the stage.
     * <p>
     * Dependents of the stage run on the caller's event loop when the call came from one, else on a worker thread.
     *
     * @param event what to publish; not null
     * @return completes with where the records were written. Fails with {@link InvalidEventException} when the event breaks a
     *         rule (nothing is sent then), and with {@link PublishException} when one topic or more could not be written; the
     *         latter also names the topics that were
     */
    CompletionStage<PublishReceipt> publish(OutgoingEvent event);

    /**
     * Publishes an event and waits for the outcome.
     *
     * @param event what to publish; not null
     * @return where the records were written
     * @throws InvalidEventException if the event breaks a rule; nothing is sent
     * @throws PublishException if one topic or more could not be written within the event's timeout
     * @throws IllegalStateException if called on a thread that must not block, such as an event loop
     */
    PublishReceipt publishAndAwait(OutgoingEvent event);

    /**
     * Starts the definition of a listener that is registered at run time. It speaks the words of {@link OnEvent}.
     *
     * @param id names the subscription in logs and for {@link #subscription}; unique within the application
     * @return a definition; nothing happens until its {@code register()} is called
     */
    SubscriptionDefinition newSubscription(String id);

    /**
     * Starts the definition of a replay: events of a topic, between two offsets or instants, are delivered again to the listeners
     * that are registered for it here, in the same order and with the same failure policies. The live group is left as it is:
     * nothing is committed, and its events come meanwhile, beside those of the replay. {@link IncomingEvent#isReplay()} tells
     * them apart, and a listener that should have none of it is marked with {@link SkipReplays}. The instance that starts a
     * replay gets all partitions.
     *
     * @param topic the topic, without the prefix
     * @return a definition; nothing happens until its {@code start()} is called
     */
    ReplayDefinition newReplay(String topic);

    /**
     * Finds a subscription of this stream, be it an {@link OnEvent} method or registered at run time.
     *
     * @param id the listener's id
     * @return the subscription, or empty if there is none of that id
     */
    Optional<Subscription> subscription(String id);

    /**
     * All subscriptions of this stream.
     *
     * @return a snapshot, sorted by id
     */
    List<Subscription> subscriptions();
}
