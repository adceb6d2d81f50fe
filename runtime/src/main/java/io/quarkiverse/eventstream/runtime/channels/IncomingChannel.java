package io.quarkiverse.eventstream.runtime.channels;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import org.eclipse.microprofile.reactive.messaging.Message;

import io.quarkiverse.eventstream.EventStream;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;

/**
 * The messages of a channel. While it has a subscriber, a listener of the bus is registered for it, so events are committed,
 * ordered, delivered again and put aside as for any listener: an acknowledged message is a call that ended well, a negative
 * acknowledgement one that failed.
 * <p>
 * A call waits in the emitter's buffer until the subscriber asks for it. The buffer is bounded, since the bus bounds the calls of a
 * listener.
 */
final class IncomingChannel {

    /** Looks after listeners of channels. */
    interface Registrar {

        /** Registers the listener of a channel that got a subscriber: now, or when the bus has started. */
        void register(ChannelSubscription subscription);

        /**
         * Ends what there is for a subscriber that is gone.
         *
         * @return completes when the channel may have another
         */
        CompletionStage<Void> end(ChannelSubscription subscription);
    }

    private final IncomingAttributes attributes;
    private final Supplier<EventStream> stream;
    private final Registrar registrar;

    // Guarded by this.
    private ChannelSubscription current;
    private CompletionStage<Void> previousOver = CompletableFuture.completedStage(null);

    /**
     * A channel without a subscriber.
     *
     * @param stream the stream to listen to; asked when there is a subscriber
     * @param registrar looks after the channel's listener
     */
    IncomingChannel(IncomingAttributes attributes, Supplier<EventStream> stream, Registrar registrar) {
        this.attributes = attributes;
        this.stream = stream;
        this.registrar = registrar;
    }

    Multi<Message<?>> messages() {
        Multi<ChannelInvocation> calls = Multi.createFrom().<ChannelInvocation>emitter(this::subscribe,
                BackPressureStrategy.BUFFER);
        // One after the other: calls run on several event loops, and no subscriber must get two messages at once.
        Multi<Message<?>> messages = calls.onItem().transformToUniAndConcatenate(ChannelInvocation::handOut);
        return attributes.broadcast()
                ? messages.broadcast().withCancellationAfterLastSubscriberDeparture().toAllSubscribers()
                : messages;
    }

    private void subscribe(MultiEmitter<? super ChannelInvocation> emitter) {
        ChannelSubscription subscription = new ChannelSubscription(attributes, stream, emitter);
        CompletionStage<Void> free = tryOccupy(subscription);
        if (free == null) {
            emitter.fail(
                    new IllegalStateException("The channel " + attributes.channel() + " has a subscriber already. For several,"
                            + " set " + attributes.broadcastKey() + " = true"));
        } else {
            emitter.onTermination(() -> unsubscribe(subscription));
            free.thenRun(() -> registerIfPresent(subscription));
        }
    }

    /** Completes when what there was for the subscriber before has ended; null if there is a subscriber. */
    private synchronized CompletionStage<Void> tryOccupy(ChannelSubscription subscription) {
        if (current != null) {
            return null;
        }
        current = subscription;
        return previousOver;
    }

    /** It may have given up waiting. */
    private void registerIfPresent(ChannelSubscription subscription) {
        boolean present;
        synchronized (this) {
            present = current == subscription;
        }
        if (present) {
            registrar.register(subscription);
        }
    }

    private synchronized void unsubscribe(ChannelSubscription subscription) {
        if (current == subscription) {
            current = null;
            // This one may have waited, in vain, for one before it that has not ended yet.
            CompletionStage<Void> before = previousOver;
            previousOver = registrar.end(subscription).thenCompose(nothing -> before);
        }
    }
}
