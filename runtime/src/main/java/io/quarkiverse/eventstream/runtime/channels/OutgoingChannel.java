package io.quarkiverse.eventstream.runtime.channels;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.function.Supplier;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.PublishReceipt;
import io.quarkiverse.eventstream.runtime.dev.LiveReload;
import io.quarkiverse.eventstream.runtime.log.EscapedCause;
import io.quarkiverse.eventstream.runtime.log.InvocationFailure;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.OutgoingMessageMetadata;
import io.smallrye.reactive.messaging.providers.helpers.MultiUtils;
import io.smallrye.reactive.messaging.providers.helpers.SenderProcessor;

/**
 * Publishes the messages of a channel in their order, with a bounded number in flight. A message is acknowledged when its event is
 * written to all its topics, and negatively acknowledged when it is not; either way the channel continues.
 */
final class OutgoingChannel {

    private static final Logger LOG = Logger.getLogger(OutgoingChannel.class);

    private static final int REASON_LENGTH = 1000;

    private final OutgoingAttributes attributes;
    private final EventOfMessage events;
    private final Supplier<EventStream> stream;
    private final SenderProcessor sender;

    /** A channel whose stream is requested for each message. */
    OutgoingChannel(OutgoingAttributes attributes, Supplier<EventStream> stream) {
        this.attributes = attributes;
        this.events = new EventOfMessage(attributes);
        this.stream = stream;
        this.sender = new SenderProcessor(attributes.maxInflight(), true, this::send);
    }

    Flow.Subscriber<Message<?>> subscriber() {
        return MultiUtils.via(sender, sent -> sent.onFailure().invoke(failure -> LOG.errorf(EscapedCause.of(failure),
                "The channel %s publishes no more messages: its sender failed", attributes.channel())));
    }

    /**
     * Opens the stream, unless a message has.
     *
     * @throws EventStreamException if it can't be opened
     */
    void open() {
        stream.get();
    }

    /** Requests no more messages: the bus is about to close, and they would fail. */
    void stop() {
        sender.cancel();
    }

    private Uni<Void> send(Message<?> message) {
        return Uni.createFrom().completionStage(publish(message)
                .handle((receipt, error) -> error == null ? acknowledge(message, receipt) : reject(message, error))
                .thenCompose(Function.identity())
                .exceptionally(this::logLostAcknowledgement));
    }

    private CompletionStage<PublishReceipt> publish(Message<?> message) {
        // Has dev mode check for changed sources, because no other input may trigger the check. This message does not wait for it.
        LiveReload.gate().requestOpen();
        try {
            return stream.get().publish(events.of(message));
        } catch (Throwable e) {
            // Includes unchecked failures of a payload's code. The bus logs the failures of events that it got; this one it did not.
            LOG.errorf("A message of the channel %s was not published: %s", attributes.channel(),
                    UntrustedText.of(e.getMessage(), REASON_LENGTH));
            return CompletableFuture.failedStage(e);
        }
    }

    private static CompletionStage<Void> acknowledge(Message<?> message, PublishReceipt receipt) {
        OutgoingMessageMetadata.setResultOnMessage(message, receipt);
        return message.ack();
    }

    private static CompletionStage<Void> reject(Message<?> message, Throwable error) {
        return message.nack(InvocationFailure.of(error).cause());
    }

    /** An acknowledgement that fails must not end the channel. */
    private Void logLostAcknowledgement(Throwable error) {
        LOG.warnf(EscapedCause.of(error), "The sender of a message to the channel %s could not be notified of its outcome",
                attributes.channel());
        return null;
    }
}
