package org.acme;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkus.logging.Log;

/** Keeps the orders that it hears of. */
@ApplicationScoped
public class OrderListener {

    private final Map<String, OrderCreated> orders = new ConcurrentHashMap<>();

    /**
     * Called for each {@code orderCreated}, and again for the same event if it throws. So an event may come more than once:
     * here the second time changes nothing.
     */
    @OnEvent(topic = "orders", name = "orderCreated", offset = "earliest")
    void onOrderCreated(OrderCreated order, IncomingEvent event) {
        orders.put(order.orderId(), order);
        Log.infof("%s ordered for %s (event %s)", order.customer(), order.total(), event.id());
    }

    /** The order of that number, if the listener has heard of it. */
    public Optional<OrderCreated> order(String orderId) {
        return Optional.ofNullable(orders.get(orderId));
    }
}
