package io.quarkiverse.eventstream.quickstart.orders;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkus.logging.Log;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Publishes the orders at a steady rate, and ends when the broker has acknowledged all of them. */
@QuarkusMain
public class Orders implements QuarkusApplication {

    /** The rate rises linearly for this time, because services that have just started are slow. */
    private static final double OPENING = 6;

    @Inject
    EventStream events;

    @Inject
    OrderFile file;

    @ConfigProperty(name = "shop.orders")
    int count;

    @ConfigProperty(name = "shop.rate")
    int rate;

    @Override
    public int run(String... arguments) throws IOException, InterruptedException {
        List<OrderCreated> orders = file.read();
        orders = orders.subList(0, Math.min(count, orders.size()));
        Log.infof("publishing %,d orders, %,d per second", orders.size(), rate);

        // Orders are published without waiting for the receipts before; all receipts are awaited at the end.
        List<CompletableFuture<?>> receipts = new ArrayList<>(orders.size());
        long start = System.nanoTime();
        for (OrderCreated order : orders) {
            awaitTurn(start, receipts.size());
            receipts.add(publish(order));
        }
        CompletableFuture.allOf(receipts.toArray(CompletableFuture[]::new)).join();

        Log.infof("published %,d orders, each of them acknowledged", receipts.size());
        return 0;
    }

    private CompletableFuture<?> publish(OrderCreated order) {
        return events.publish(OutgoingEvent.builder("orderCreated").topic("orders").namespace("shop")
                .key(order.orderId()).payload(order).build()).toCompletableFuture();
    }

    private void awaitTurn(long start, int number) throws InterruptedException {
        double seconds = number < rate * OPENING / 2
                ? Math.sqrt(2 * OPENING * number / rate)
                : (double) number / rate + OPENING / 2;
        long turn = start + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
        TimeUnit.NANOSECONDS.sleep(turn - System.nanoTime());
    }
}
