package io.quarkiverse.eventstream.runtime.channels;

import java.lang.reflect.Type;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.eclipse.microprofile.reactive.messaging.Message;

import com.fasterxml.jackson.databind.JavaType;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.InvalidEventException;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PayloadException;
import io.quarkiverse.eventstream.runtime.config.WireFormat;
import io.quarkiverse.eventstream.runtime.envelope.EncodedEvent;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.envelope.EventEncoder;
import io.quarkiverse.eventstream.runtime.envelope.ReceivedEvent;
import io.quarkiverse.eventstream.runtime.envelope.UndecodableException;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;
import io.smallrye.reactive.messaging.MessageConverter;

/**
 * Converts the event of a message to the parameter type of a method: the event's payload, as any type that Jackson reads. The event
 * stays in the message's metadata.
 * <p>
 * An {@link OutgoingEvent} is first encoded and decoded as by a stream, so that a test can send one through the in-memory connector.
 */
@Singleton
public class EventConverter implements MessageConverter {

    private final EventCodec codec;
    private final EventEncoder encoder;
    private final PayloadTypes types;
    private final TypedChannels events;

    @Inject
    EventConverter(EventCodec codec, PayloadTypes types, TypedChannels events) {
        this.codec = codec;
        this.encoder = codec.encoder(WireFormat.V3_1);
        this.types = types;
        this.events = events;
    }

    @Override
    public boolean canConvert(Message<?> message, Type target) {
        return message.getPayload() instanceof IncomingEvent || message.getPayload() instanceof OutgoingEvent;
    }

    @Override
    public Message<?> convert(Message<?> message, Type target) {
        if (message.getPayload() instanceof OutgoingEvent sent) {
            IncomingEvent event = received(sent);
            return convert(message.addMetadata(event), event, target);
        }
        return convert(message, (IncomingEvent) message.getPayload(), target);
    }

    private Message<?> convert(Message<?> message, IncomingEvent event, Type target) {
        if (target instanceof Class<?> type && type.isInstance(event)) {
            return message.withPayload(event);
        }
        String channel = message.getMetadata(ChannelName.class).map(ChannelName::value).orElse("");
        JavaType permitted = events.of(channel).types().get(event.name());
        boolean isFamily = permitted != null && target instanceof Class<?> sealed && permitted.isTypeOrSubTypeOf(sealed)
                && !permitted.hasRawClass(sealed);
        Object payload = event.payload(isFamily ? permitted : types.of(channel, target));
        if (payload == null) {
            throw new PayloadException("The event \"" + UntrustedText.of(event.name()) + "\" with the id "
                    + UntrustedText.of(event.id()) + " has no payload, and the channel's method takes one, as "
                    + target.getTypeName() + ". Let it take the IncomingEvent instead", null);
        }
        return message.withPayload(payload);
    }

    private IncomingEvent received(OutgoingEvent event) {
        if (event.isRaw()) {
            throw new IllegalArgumentException(
                    "A raw record can't be converted to an event. Send an OutgoingEvent with a payload to the channel");
        }
        EncodedEvent encoded = encoder.encode(event);
        if (!encoded.violations().isEmpty()) {
            throw new InvalidEventException(encoded.violations());
        }
        String topic = event.topics().isEmpty() ? "" : event.topics().get(0);
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(topic, -1, -1, event.timestamp().toEpochMilli(),
                TimestampType.CREATE_TIME, encoded.key().length, encoded.value().length, encoded.key(), encoded.value(),
                new RecordHeaders(encoded.headers()), Optional.empty());
        try {
            return new ReceivedEvent(record, codec.decode(encoded.value()), topic, codec, false);
        } catch (UndecodableException e) {
            throw new IllegalStateException("An event that was encoded can't be decoded", e);
        }
    }
}
