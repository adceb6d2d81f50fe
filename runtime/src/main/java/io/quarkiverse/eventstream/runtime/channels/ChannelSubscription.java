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

/**
 * A subscriber of a channel, and the listener that there is for it. Thread-safe.
 */
final class ChannelSubscription {

    private final IncomingAttributes attributes;
    private final Supplier<EventStream> stream;
    private final MultiEmitter<? super ChannelInvocation> emitter;
    private final Set<ChannelInvocation> calls = ConcurrentHashMap.newKeySet();
    private volatile boolean over;

    // Guarded by this.
    private Subscription listener;

    /**
     * A subscriber without a listener yet.
     *
     * @param stream the stream to listen to
     * @param emitter hands calls to it, as many as it asks for
     */
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
     * Registers the listener, unless the subscriber is gone.
     *
     * @throws IllegalArgumentException if the attributes break rules
     * @throws IllegalStateException if the application is stopping
     */
    synchronized void register() {
        if (!over) {
            SubscriptionDefinition definition = stream.get().newSubscription(attributes.listenerId());
            attributes.define(definition);
            listener = definition.asyncHandler(this::call).register();
        }
    }

    void fail(Throwable reason) {
        emitter.fail(reason);
    }

    private CompletionStage<Void> call(IncomingEvent event) {
        ChannelInvocation call = new ChannelInvocation(new ChannelName(attributes.channel()), event, Vertx.currentContext());
        calls.add(call);
        call.ended().whenComplete((nothing, failure) -> calls.remove(call));
        if (over) {
            call.abandon(nobodyThere());
        }
        // Not at once: the request context of this call must not leak into the subscriber's code.
        call.context().runOnContext(ignored -> emitter.emit(call));
        return call.ended();
    }

    /** The bus is about to stop: what the subscriber has not asked for is for whoever consumes next. */
    void abandonWaiting() {
        AbandonedInvocation reason = new AbandonedInvocation("The service stops before the channel " + attributes.channel()
                + " asks for the event");
        calls.forEach(call -> call.abandonUnlessHandedOut(reason));
    }

    /**
     * The subscriber is gone. What it had not asked for is delivered to whoever comes next, and so is what it has not
     * acknowledged after a while.
     *
     * @param patience how long to wait for acknowledgements
     * @return completes when another subscriber may come
     */
    CompletionStage<Void> end(Duration patience, Vertx vertx) {
        CompletionStage<Void> cancelled;
        synchronized (this) {
            over = true;
            cancelled = listener == null ? CompletableFuture.completedStage(null) : listener.cancel();
        }
        calls.forEach(call -> call.abandonUnlessHandedOut(nobodyThere()));
        if (!calls.isEmpty()) {
            vertx.setTimer(Math.max(1, patience.toMillis()), ignored -> calls.forEach(call -> call.abandon(nobodyThere())));
        }
        return cancelled;
    }

    private AbandonedInvocation nobodyThere() {
        return new AbandonedInvocation("The channel " + attributes.channel() + " has no subscriber any more");
    }
}
