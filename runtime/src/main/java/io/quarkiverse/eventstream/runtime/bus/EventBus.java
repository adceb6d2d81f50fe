package io.quarkiverse.eventstream.runtime.bus;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt;
import io.quarkiverse.eventstream.ReplayDefinition;
import io.quarkiverse.eventstream.Subscription;
import io.quarkiverse.eventstream.SubscriptionDefinition;
import io.quarkiverse.eventstream.runtime.config.StreamConfig;
import io.quarkiverse.eventstream.runtime.model.Names;
import io.quarkiverse.eventstream.runtime.observe.StreamObserver;
import io.quarkiverse.eventstream.runtime.publish.EventPublisher;
import io.quarkiverse.eventstream.runtime.subscribe.Consumptions;
import io.quarkiverse.eventstream.runtime.subscribe.Subscriptions;
import io.quarkiverse.eventstream.spi.StreamConnection;

/**
 * An open stream: its connection, its publisher and its subscriptions.
 */
final class EventBus implements EventStream {

    private final StreamConnection connection;
    private final EventPublisher publisher;
    private final Subscriptions subscriptions;
    private final Consumptions consumers;
    private final ListenerFactory listeners;
    private final Names names;
    private final StreamObserver observer;

    EventBus(StreamConnection connection, EventPublisher publisher, Subscriptions subscriptions, Consumptions consumers,
            ListenerFactory listeners, Names names, StreamObserver observer) {
        this.connection = connection;
        this.publisher = publisher;
        this.subscriptions = subscriptions;
        this.consumers = consumers;
        this.listeners = listeners;
        this.names = names;
        this.observer = observer;
    }

    @Override
    public CompletionStage<PublishReceipt> publish(OutgoingEvent event) {
        return publisher.publish(event);
    }

    @Override
    public PublishReceipt publishAndAwait(OutgoingEvent event) {
        return publisher.publishAndAwait(event);
    }

    void publishResult(Object payload) {
        publisher.publishAndAwaitIfPossible(OutgoingEvent.of(payload).build());
    }

    CompletionStage<?> publishResultLater(Object payload) {
        return publisher.publishWithinTransaction(OutgoingEvent.of(payload).build());
    }

    @Override
    public boolean cancelDelivery(String eventId) {
        return publisher.cancelDelivery(Objects.requireNonNull(eventId, "eventId"));
    }

    @Override
    public SubscriptionDefinition newSubscription(String id) {
        return new ListenerDefinition(id, subscriptions, listeners, names);
    }

    @Override
    public ReplayDefinition newReplay(String topic) {
        return new ReplayRequest(topic, subscriptions, names);
    }

    @Override
    public Optional<Subscription> subscription(String id) {
        return subscriptions.find(id);
    }

    @Override
    public List<Subscription> subscriptions() {
        return subscriptions.all();
    }

    StreamAccess access() {
        return new StreamAccess(connection, names, subscriptions::listeners);
    }

    void prepareToPublish() {
        connection.prepareToSend();
    }

    void prepareToListen() {
        connection.prepareToConsume();
    }

    Subscriptions registry() {
        return subscriptions;
    }

    ListenerFactory listeners() {
        return listeners;
    }

    Names names() {
        return names;
    }

    /** The listeners, with topic and group, on one line. */
    String summary() {
        return subscriptions.all().stream().map(this::summary).collect(Collectors.joining(", ", "with the listeners [", "]"));
    }

    private String summary(Subscription subscription) {
        String group = names.fullGroup(subscription.group());
        return subscription.id() + " (topic " + names.fullTopic(subscription.topic())
                + (subscription.name().isEmpty() ? "" : ", name " + subscription.name())
                + (group == null ? ", no group)" : ", group " + group + ")");
    }

    StreamHealth health(StreamConfig config) {
        String state = connection.state();
        return new StreamHealth(config.stream() + (state.isEmpty() ? "" : " " + state),
                subscriptions.health(config.delivery().stuckAfter()));
    }

    void stopListening(Duration drainTimeout) {
        subscriptions.close();
        consumers.stop(drainTimeout);
    }

    void close(Duration timeout) {
        try {
            long began = System.nanoTime();
            // What waits in vain for the outbox must not use up the time of the records that were sent without it.
            publisher.close(timeout.dividedBy(2));
            Duration left = timeout.minusNanos(System.nanoTime() - began);
            connection.close(left.isNegative() ? Duration.ZERO : left);
        } finally {
            observer.closed();
        }
    }
}
