package io.quarkiverse.eventstream.runtime.channels;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.Subscription;
import io.quarkiverse.eventstream.SubscriptionDefinition;
import io.quarkiverse.eventstream.runtime.model.AbandonedInvocation;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.vertx.core.Vertx;

/** A subscriber of a channel, and the listener that is registered for it. Thread-safe. */
final class ChannelSubscription {

    private final IncomingAttributes attributes;
    private final Supplier<EventStream> stream;
    private final MultiEmitter<? super ChannelInvocation> emitter;
    private final Set<ChannelInvocation> invocations = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;

    // Guarded by this.
    private Subscription listener;

    /** A subscriber whose listener is not registered yet; the emitter buffers invocations until the subscriber requests them. */
    ChannelSubscription(IncomingAttributes attributes, Supplier<EventStream> stream,
            MultiEmitter<? super ChannelInvocation> emitter) {
        this.attributes = attributes;
        this.stream = stream;
        this.emitter = emitter;
    }

    IncomingAttributes attributes() {
        return attributes;
    }

    /**
     * Registers the listener, unless the subscriber has gone.
     *
     * @throws IllegalArgumentException if the attributes break rules
     * @throws IllegalStateException if the application is stopping
     */
    synchronized void register() {
        if (!ended) {
            SubscriptionDefinition definition = stream.get().newSubscription(attributes.listenerId());
            attributes.define(definition);
            listener = definition.asyncHandler(this::invoke).register();
        }
    }

    void fail(Throwable reason) {
        emitter.fail(reason);
    }

    private CompletionStage<Void> invoke(IncomingEvent event) {
        ChannelInvocation invocation = new ChannelInvocation(new ChannelName(attributes.channel()), event,
                Vertx.currentContext());
        invocations.add(invocation);
        invocation.ended().whenComplete((nothing, failure) -> invocations.remove(invocation));
        if (ended) {
            invocation.abandon(noSubscriber());
        }
        // Not at once: the request context of this invocation must not leak into the subscriber's code.
        invocation.context().runOnContext(ignored -> emitter.emit(invocation));
        return invocation.ended();
    }

    /** Abandons the invocations whose message the subscriber has not requested: the bus is about to stop, and redelivers later. */
    void abandonWaiting() {
        AbandonedInvocation reason = new AbandonedInvocation("The service stops before the channel " + attributes.channel()
                + " asks for the event");
        invocations.forEach(invocation -> invocation.abandonIfWaiting(reason));
    }

    /**
     * Ends the subscription, because the subscriber has gone. Events whose message it has not requested are redelivered to the next
     * subscriber, and so are those that it does not acknowledge in time.
     *
     * @return completes when the channel may have another subscriber
     */
    CompletionStage<Void> end(Duration patience, Vertx vertx) {
        CompletionStage<Void> cancelled;
        synchronized (this) {
            ended = true;
            cancelled = listener == null ? CompletableFuture.completedStage(null) : listener.cancel();
        }
        invocations.forEach(invocation -> invocation.abandonIfWaiting(noSubscriber()));
        if (!invocations.isEmpty()) {
            vertx.setTimer(Math.max(1, patience.toMillis()),
                    ignored -> invocations.forEach(invocation -> invocation.abandon(noSubscriber())));
        }
        return cancelled;
    }

    private AbandonedInvocation noSubscriber() {
        return new AbandonedInvocation("The channel " + attributes.channel() + " has no subscriber any more");
    }
}
