package org.acme;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkus.logging.Log;

/** Keeps the orders of all events. */
@ApplicationScoped
public class OrderListener {

    private final Map<String, OrderCreated> orders = new ConcurrentHashMap<>();

    /**
     * Invoked for each event {@code orderCreated}, and again for the same event if it throws. So an event may be delivered more
     * than once: here a repetition changes nothing.
     */
    @OnEvent(topic = "orders", name = "orderCreated", offset = "earliest")
    void onOrderCreated(OrderCreated order, IncomingEvent event) {
        orders.put(order.orderId(), order);
        Log.infof("%s ordered for %s (event %s)", order.customer(), order.total(), event.id());
    }

    /** The order with that id, if its event has been delivered. */
    public Optional<OrderCreated> order(String orderId) {
        return Optional.ofNullable(orders.get(orderId));
    }
}
