package org.acme.shapes;

import java.util.concurrent.CompletionStage;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Outgoing;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.smallrye.reactive.messaging.annotations.Blocking;

/**
 * Channels with the bus's connector, as in services that come from SmallRye's connector.
 */
@Singleton
public class Channels {

    private final Invocations invocations;

    Channels(Invocations invocations) {
        this.invocations = invocations;
    }

    @Incoming("orders-in")
    @Outgoing("orders-out")
    OutgoingEvent pass(IncomingEvent event) {
        return OutgoingEvent.builder(event).topic("shapes").build();
    }

    @Blocking
    @Incoming("payloads-in")
    void payload(Order order) {
        invocations.add(order.id(), "channel");
    }

    @Incoming("messages-in")
    CompletionStage<Void> message(Message<Order> order) {
        invocations.add(order.getPayload().id(), "message");
        return order.ack();
    }

    /** Receives the events that the channels publish. */
    @OnEvent(topic = "shapes", name = "passed")
    void passed(IncomingEvent event) {
        invocations.add(event, "passed");
    }
}
