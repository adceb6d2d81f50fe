package io.quarkiverse.eventstream.runtime.channels;

import org.eclipse.microprofile.reactive.messaging.Message;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.EventTypeDescription;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OutgoingEvent;

/** Creates the event of a message from its payload, a builder in its metadata, and the channel's attributes as defaults. */
record EventOfMessage(OutgoingAttributes attributes) {

    /**
     * The event, which may be invalid.
     *
     * @throws EventStreamException if the event has no name
     */
    OutgoingEvent of(Message<?> message) {
        Object payload = message.getPayload();
        if (payload instanceof OutgoingEvent event) {
            return complete(event);
        }
        if (payload instanceof IncomingEvent event) {
            return complete(OutgoingEvent.builder(event).build());
        }
        // Built first: the builder may serve several messages, and each event has an id of its own.
        OutgoingEvent begun = message.getMetadata(OutgoingEvent.Builder.class).map(OutgoingEvent.Builder::build)
                .orElseGet(() -> isTyped(payload) ? typed(payload) : named(payload));
        return complete(payload == null ? begun : begun.toBuilder().payload(payload).build());
    }

    private OutgoingEvent complete(OutgoingEvent event) {
        if (!event.topics().isEmpty() && !event.namespace().isEmpty()) {
            return event;
        }
        OutgoingEvent.Builder completed = event.toBuilder();
        if (event.topics().isEmpty()) {
            completed.topic(attributes.topic().isEmpty() ? attributes.channel() : attributes.topic());
        }
        if (event.namespace().isEmpty()) {
            completed.namespace(attributes.namespace());
        }
        return completed.build();
    }

    private static boolean isTyped(Object payload) {
        return payload != null && EventTypeDescription.find(payload.getClass()).isPresent();
    }

    /** The attributes of the channel win over those of the event type. */
    private OutgoingEvent typed(Object payload) {
        OutgoingEvent.Builder builder = OutgoingEvent.of(payload);
        if (!attributes.name().isEmpty()) {
            builder.name(attributes.name());
        }
        if (!attributes.topic().isEmpty()) {
            builder.topic(attributes.topic());
        }
        if (!attributes.namespace().isEmpty()) {
            builder.namespace(attributes.namespace());
        }
        return builder.build();
    }

    private OutgoingEvent named(Object payload) {
        if (attributes.name().isEmpty()) {
            throw new EventStreamException("The payload is "
                    + (payload == null ? "null" : "a " + payload.getClass().getName())
                    + ", and nothing names the event. Annotate its class with @EventType, set " + attributes.nameKey()
                    + " and the namespace, add an OutgoingEvent.Builder to the message's metadata, or send an OutgoingEvent");
        }
        return OutgoingEvent.builder(attributes.name()).build();
    }
}
