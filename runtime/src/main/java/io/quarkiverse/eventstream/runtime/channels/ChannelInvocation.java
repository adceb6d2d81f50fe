package io.quarkiverse.eventstream.runtime.channels;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.runtime.model.AbandonedInvocation;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.providers.helpers.VertxContext;
import io.smallrye.reactive.messaging.providers.locals.LocalContextMetadata;
import io.vertx.core.Context;

/**
 * A call of a channel's listener: it waits until the channel's subscriber has asked for a message, becomes that message, and ends
 * when the message is acknowledged. Thread-safe.
 */
final class ChannelInvocation {

    private final ChannelName channel;
    private final IncomingEvent event;
    private final Context context;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    // Guarded by this.
    private boolean handedOut;

    /**
     * A call that waits.
     *
     * @param channel the channel that it is for
     * @param event the event
     * @param context the call's own Vert.x context, with its span, and whatever else the bus keeps there
     */
    ChannelInvocation(ChannelName channel, IncomingEvent event, Context context) {
        this.channel = channel;
        this.event = event;
        this.context = context;
    }

    Context context() {
        return context;
    }

    /** Ends when the call does. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    /** The message, in the call's context; null if it was abandoned before. */
    Uni<Message<?>> handOut() {
        return Uni.createFrom().emitter(message -> VertxContext.runOnContext(context,
                () -> message.complete(tryHandOut() ? message() : null)));
    }

    private synchronized boolean tryHandOut() {
        handedOut = !ended.isDone();
        return handedOut;
    }

    private Message<IncomingEvent> message() {
        return Message.of(event, Metadata.of(event, channel, new LocalContextMetadata(context)), () -> end(null), this::end);
    }

    private CompletionStage<Void> end(Throwable reason) {
        if (reason == null) {
            ended.complete(null);
        } else {
            ended.completeExceptionally(reason);
        }
        return CompletableFuture.completedStage(null);
    }

    /** Ends the call if nobody has got the message yet. */
    synchronized void abandonUnlessHandedOut(AbandonedInvocation reason) {
        if (!handedOut) {
            abandon(reason);
        }
    }

    void abandon(AbandonedInvocation reason) {
        ended.completeExceptionally(reason);
    }
}
