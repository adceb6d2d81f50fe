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
 * The messages of a channel. While it has a subscriber, a listener of the bus is registered for it. So events are ordered,
 * committed, redelivered and dead-lettered as for any listener: an acknowledgement completes an invocation, a negative
 * acknowledgement fails it.
 * <p>
 * An invocation waits in the emitter's buffer until the subscriber requests its message. The buffer is bounded, because the bus
 * bounds the invocations of a listener.
 */
final class IncomingChannel {

    /** Registers and ends the listeners of channels. */
    interface Registrar {

        /** Registers the listener for a new subscriber: now, or when the bus has started. */
        void register(ChannelSubscription subscription);

        /** Ends the listener of a subscriber that has gone. Completes when the channel may have another subscriber. */
        CompletionStage<Void> end(ChannelSubscription subscription);
    }

    private final IncomingAttributes attributes;
    private final Supplier<EventStream> stream;
    private final Registrar registrar;

    // Guarded by this.
    private ChannelSubscription current;
    private CompletionStage<Void> previousEnded = CompletableFuture.completedStage(null);

    /** A channel without a subscriber; the stream is requested when there is one. */
    IncomingChannel(IncomingAttributes attributes, Supplier<EventStream> stream, Registrar registrar) {
        this.attributes = attributes;
        this.stream = stream;
        this.registrar = registrar;
    }

    Multi<Message<?>> messages() {
        Multi<ChannelInvocation> invocations = Multi.createFrom().<ChannelInvocation>emitter(this::subscribe,
                BackPressureStrategy.BUFFER);
        // Concatenated: invocations run on several event loops, and no subscriber must get two messages at once.
        Multi<Message<?>> messages = invocations.onItem().transformToUniAndConcatenate(ChannelInvocation::emitMessage);
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

    /** Completes when the listener of the previous subscriber has ended; null if the channel has a subscriber. */
    private synchronized CompletionStage<Void> tryOccupy(ChannelSubscription subscription) {
        if (current != null) {
            return null;
        }
        current = subscription;
        return previousEnded;
    }

    /** The subscriber may have gone while it waited. */
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
            // The subscriber before this one may not have ended yet.
            CompletionStage<Void> before = previousEnded;
            previousEnded = registrar.end(subscription).thenCompose(nothing -> before);
        }
    }
}
