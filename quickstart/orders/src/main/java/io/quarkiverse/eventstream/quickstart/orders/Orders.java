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

/** Publishes the orders at a steady rate, some of them twice, and ends when the broker has acknowledged all of them. */
@QuarkusMain
public class Orders implements QuarkusApplication {

    /** The rate rises linearly for this time, because services that have just started are slow. */
    private static final double OPENING = 6;
    /** One order of so many is published twice, with the same id, as a service does that crashed before it knew of the first receipt. */
    private static final int TWICE = 50;

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
        for (int number = 0; number < orders.size(); number++) {
            awaitTurn(start, number);
            OutgoingEvent event = event(orders.get(number));
            receipts.add(publish(event));
            if (number % TWICE == 0) {
                receipts.add(publish(event));
            }
        }
        CompletableFuture.allOf(receipts.toArray(CompletableFuture[]::new)).join();

        Log.infof("published %,d orders, %d of them twice; all were acknowledged", orders.size(),
                receipts.size() - orders.size());
        return 0;
    }

    private static OutgoingEvent event(OrderCreated order) {
        return OutgoingEvent.builder("orderCreated").topic("orders").namespace("shop").key(order.orderId()).payload(order)
                .build();
    }

    private CompletableFuture<?> publish(OutgoingEvent event) {
        return events.publish(event).toCompletableFuture();
    }

    private void awaitTurn(long start, int number) throws InterruptedException {
        double seconds = number < rate * OPENING / 2
                ? Math.sqrt(2 * OPENING * number / rate)
                : (double) number / rate + OPENING / 2;
        long turn = start + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
        TimeUnit.NANOSECONDS.sleep(turn - System.nanoTime());
    }
}
