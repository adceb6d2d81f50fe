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
 * An invocation of a channel's listener. It waits until the channel's subscriber requests a message, and ends when the message is
 * acknowledged.
 *
 * <pre>
 *              emitMessage                   the message is acknowledged, or abandon
 *   WAITING -----------------> EMITTED ------------------------------------------------> ENDED
 *      |                                                                                   ^
 *      |                         abandonIfWaiting, abandon                                 |
 *      +-----------------------------------------------------------------------------------+
 * </pre>
 *
 * Thread-safe.
 */
final class ChannelInvocation {

    private final ChannelName channel;
    private final IncomingEvent event;
    private final Context context;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    // Guarded by this.
    private boolean emitted;

    /** A waiting invocation; the Vert.x context is its own, and contains its span. */
    ChannelInvocation(ChannelName channel, IncomingEvent event, Context context) {
        this.channel = channel;
        this.event = event;
        this.context = context;
    }

    Context context() {
        return context;
    }

    /** Completes when the invocation ends. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    /** Emits the message in the invocation's context; null if the invocation has ended. */
    Uni<Message<?>> emitMessage() {
        return Uni.createFrom().emitter(message -> VertxContext.runOnContext(context,
                () -> message.complete(tryEmit() ? message() : null)));
    }

    private synchronized boolean tryEmit() {
        emitted = !ended.isDone();
        return emitted;
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

    /** Ends the invocation if its message was not emitted. */
    synchronized void abandonIfWaiting(AbandonedInvocation reason) {
        if (!emitted) {
            abandon(reason);
        }
    }

    void abandon(AbandonedInvocation reason) {
        ended.completeExceptionally(reason);
    }
}
