package org.acme.shop;

import java.util.concurrent.CompletionStage;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Outgoing;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;

/** Channels in several shapes. */
@Singleton
public class Parcels {

    @Inject
    Seen seen;

    // tag::processor[]
    @Incoming("parcels")
    @Outgoing("labels")
    Label pack(Order order, IncomingEvent event) {
        seen.note("parcels", event);
        return new Label(order.orderId(), "the address of " + order.customerId());
    }
    // end::processor[]

    // tag::message[]
    @Incoming("audited")
    CompletionStage<Void> audit(Message<Label> message) {
        IncomingEvent event = message.getMetadata(IncomingEvent.class).orElseThrow();
        if (message.getPayload().address().isBlank()) {
            return message.nack(new IllegalArgumentException("No address")); // <1>
        }
        seen.note("audited", event);
        return message.ack();
    }
    // end::message[]

    // tag::event[]
    @Channel("notices")
    MutinyEmitter<OutgoingEvent> notices;

    Uni<Void> parcelLeft(Order order) {
        return notices.send(OutgoingEvent.builder("parcelLeft")
                .namespace("shop") // <1>
                .key(order.customerId())
                .payload(order)
                .build());
    }
    // end::event[]

    // tag::metadata[]
    @Channel("reprints")
    Emitter<Label> reprints;

    void reprint(Label label) {
        reprints.send(Message.of(label).addMetadata(OutgoingEvent.builder("labelReprinted").key(label.orderId())));
    }
    // end::metadata[]
}
