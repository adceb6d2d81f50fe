package io.quarkiverse.eventstream.runtime.channels;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import io.quarkiverse.eventstream.EventHandler;
import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt;
import io.quarkiverse.eventstream.RecordHandler;
import io.quarkiverse.eventstream.ReplayDefinition;
import io.quarkiverse.eventstream.Subscription;
import io.quarkiverse.eventstream.SubscriptionDefinition;
import io.quarkiverse.eventstream.TombstoneHandler;

/**
 * A stream under the control of a test, which says when an event is written and invokes the listener.
 */
final class FakeStream implements EventStream {

    /** The published events, in order. */
    final List<OutgoingEvent> published = new CopyOnWriteArrayList<>();
    /** Their outcomes, in the same order. */
    final List<CompletableFuture<PublishReceipt>> outcomes = new CopyOnWriteArrayList<>();
    /** The listeners that were registered. */
    final List<Registered> registered = new CopyOnWriteArrayList<>();

    @Override
    public CompletionStage<PublishReceipt> publish(OutgoingEvent event) {
        CompletableFuture<PublishReceipt> outcome = new CompletableFuture<>();
        outcomes.add(outcome);
        published.add(event);
        return outcome;
    }

    @Override
    public PublishReceipt publishAndAwait(OutgoingEvent event) {
        return publish(event).toCompletableFuture().join();
    }

    @Override
    public boolean cancelDelivery(String eventId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SubscriptionDefinition newSubscription(String id) {
        return new Registered(id);
    }

    @Override
    public ReplayDefinition newReplay(String topic) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Subscription> subscription(String id) {
        return Optional.empty();
    }

    @Override
    public List<Subscription> subscriptions() {
        return new ArrayList<>(registered);
    }

    /** A listener, from its definition to its end. */
    final class Registered implements SubscriptionDefinition, Subscription {

        private final String id;
        private Function<IncomingEvent, ? extends CompletionStage<?>> handler;
        private volatile boolean cancelled;
        /** Completes what {@link #cancel} returned. */
        final CompletableFuture<Void> ended = new CompletableFuture<>();

        Registered(String id) {
            this.id = id;
        }

        CompletableFuture<?> invoke(IncomingEvent event) {
            return handler.apply(event).toCompletableFuture();
        }

        @Override
        public SubscriptionDefinition topic(String topic) {
            return this;
        }

        @Override
        public SubscriptionDefinition name(String name) {
            return this;
        }

        @Override
        public SubscriptionDefinition names(String... names) {
            return this;
        }

        @Override
        public SubscriptionDefinition eventType(Class<?>... types) {
            return this;
        }

        @Override
        public SubscriptionDefinition group(String group) {
            return this;
        }

        @Override
        public SubscriptionDefinition offset(Offset offset) {
            return this;
        }

        @Override
        public SubscriptionDefinition namespace(String namespace) {
            return this;
        }

        @Override
        public SubscriptionDefinition ordering(Ordering ordering) {
            return this;
        }

        @Override
        public SubscriptionDefinition handler(EventHandler handler) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SubscriptionDefinition asyncHandler(Function<IncomingEvent, ? extends CompletionStage<?>> handler) {
            this.handler = handler;
            return this;
        }

        @Override
        public SubscriptionDefinition tombstoneHandler(TombstoneHandler handler) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SubscriptionDefinition recordHandler(RecordHandler handler) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SubscriptionDefinition runOnVirtualThread() {
            throw new UnsupportedOperationException();
        }

        @Override
        public SubscriptionDefinition skipReplays() {
            return this;
        }

        @Override
        public Subscription register() {
            registered.add(this);
            return this;
        }

        @Override
        public boolean skip(int partition, long offset, String reason) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Void> cancel() {
            cancelled = true;
            return ended;
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public String topic() {
            return "";
        }

        @Override
        public String name() {
            return "";
        }

        @Override
        public String group() {
            return "";
        }

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public boolean isPaused() {
            return false;
        }

        @Override
        public boolean isStopped() {
            return false;
        }

        @Override
        public CompletionStage<Void> seek(Offset offset) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Void> seek(int partition, Offset offset) {
            throw new UnsupportedOperationException();
        }
    }
}
