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
 * Publishes the messages of a channel, in their order, a bounded number at a time. A message is acknowledged when its event is
 * written to all its topics, and negatively when it is not; the channel goes on either way.
 */
final class OutgoingChannel {

    private static final Logger LOG = Logger.getLogger(OutgoingChannel.class);

    private static final int REASON_LENGTH = 1000;

    private final OutgoingAttributes attributes;
    private final EventOfMessage events;
    private final Supplier<EventStream> stream;
    private final SenderProcessor sender;

    /**
     * A channel.
     *
     * @param attributes what it publishes
     * @param stream where to, ready to be published to; asked for each message
     */
    OutgoingChannel(OutgoingAttributes attributes, Supplier<EventStream> stream) {
        this.attributes = attributes;
        this.events = new EventOfMessage(attributes);
        this.stream = stream;
        this.sender = new SenderProcessor(attributes.maxInflight(), true, this::send);
    }

    Flow.Subscriber<Message<?>> subscriber() {
        return MultiUtils.via(sender, sent -> sent.onFailure().invoke(failure -> LOG.errorf(EscapedCause.of(failure),
                "The channel %s publishes nothing any more: what sends to it failed", attributes.channel())));
    }

    /**
     * Opens the stream, if no message has yet.
     *
     * @throws EventStreamException if it can't be opened, with the reason
     */
    void open() {
        stream.get();
    }

    /** The bus is about to close: asks for nothing more, since all of it would fail. */
    void stop() {
        sender.cancel();
    }

    private Uni<Void> send(Message<?> message) {
        return Uni.createFrom().completionStage(publish(message)
                .handle((receipt, error) -> error == null ? written(message, receipt) : failed(message, error))
                .thenCompose(Function.identity())
                .exceptionally(this::notTold));
    }

    private CompletionStage<PublishReceipt> publish(Message<?> message) {
        // Has dev mode look whether sources have changed: nothing else may come in that does. This message does not wait for it.
        LiveReload.gate().requestOpen();
        try {
            return stream.get().publish(events.of(message));
        } catch (Throwable e) {
            // Also what a payload's code does not declare. The bus tells of what it was given; this never got there.
            LOG.errorf("A message of the channel %s was not published: %s", attributes.channel(),
                    UntrustedText.of(e.getMessage(), REASON_LENGTH));
            return CompletableFuture.failedStage(e);
        }
    }

    private static CompletionStage<Void> written(Message<?> message, PublishReceipt receipt) {
        OutgoingMessageMetadata.setResultOnMessage(message, receipt);
        return message.ack();
    }

    private static CompletionStage<Void> failed(Message<?> message, Throwable error) {
        return message.nack(InvocationFailure.of(error).cause());
    }

    /** What an acknowledgement fails with must not end the channel. */
    private Void notTold(Throwable error) {
        LOG.warnf(EscapedCause.of(error), "What sent a message to the channel %s could not be told what became of it",
                attributes.channel());
        return null;
    }
}
