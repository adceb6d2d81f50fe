package io.quarkiverse.eventstream.quickstart.desk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.quarkiverse.eventstream.devbroker.DevBroker;
import io.quarkiverse.eventstream.devbroker.DevBrokerException;

/**
 * All that runs besides the desk: the broker, unless one was named, and the three services. {@link #close()} may come from
 * another thread at any time.
 */
final class Shop implements AutoCloseable {

    private final Settings settings;
    private final Screen screen;
    private final List<Service> services = new ArrayList<>();
    private DevBroker devBroker;
    private Topics topics;
    private Service orders;
    private boolean closed;

    Shop(Settings settings, Screen screen) {
        this.settings = settings;
        this.screen = screen;
    }

    /**
     * Starts all but the orders. Returns when the broker is ready; the services take a moment longer.
     *
     * @return where events are, as the configuration of each process that deals with them
     */
    Map<String, String> open() throws IOException, InterruptedException {
        String broker = settings.broker().isPresent() ? settings.broker().get() : startBroker();
        Topics created = Topics.create(broker, settings.prefix());
        synchronized (this) {
            topics = created;
        }
        start("billing", Map.of());
        start("shipping", Map.of());
        return placeOfEvents();
    }

    private String startBroker() throws IOException {
        long start = System.nanoTime();
        try {
            DevBroker started = DevBroker.builder().jar(Built.broker(settings.home())).start();
            synchronized (this) {
                devBroker = started;
            }
            screen.say("broker", String.format("Kafka takes requests on %s, after %.1f s", started.bootstrapServers(),
                    (System.nanoTime() - start) / 1e9));
            return started.bootstrapServers();
        } catch (DevBrokerException e) {
            throw new QuickstartException(e.getMessage());
        }
    }

    private Map<String, String> placeOfEvents() {
        return Map.of("kafka.bootstrap.servers", topics.broker(), "quarkus.eventstream.prefix", settings.prefix());
    }

    private synchronized Service start(String name, Map<String, String> properties) {
        if (closed) {
            throw new QuickstartException("The shop is closed");
        }
        Map<String, String> all = new HashMap<>(placeOfEvents());
        all.putAll(properties);
        Service service = Service.start(name, all, settings, screen);
        services.add(service);
        return service;
    }

    /** Whether whoever listens to events has taken its place, so that no order would have to wait for it. */
    boolean hasListeners() throws InterruptedException {
        return topics.haveListeners();
    }

    void startOrders() {
        orders = start("orders", Map.of("shop.orders", Integer.toString(settings.orders())));
    }

    /** Whether all orders have been published and acknowledged. */
    boolean hasPublishedAll() {
        return orders.isDone();
    }

    /**
     * Looks after the broker and the services.
     *
     * @throws QuickstartException if one has ended before its time
     */
    synchronized void requireHealthy() {
        if (devBroker != null && !devBroker.isRunning()) {
            throw new QuickstartException("The broker has ended on its own." + Lines.lastOf(devBroker.logFile(1)));
        }
        services.forEach(Service::requireHealthy);
    }

    /** Stops the services in good order. */
    synchronized void stopServices() {
        services.forEach(Service::requestStop);
        services.forEach(Service::awaitStop);
        services.clear();
    }

    /** Ends all, whatever state it is in; nothing happens the second time. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (settings.broker().isPresent()) {
            stopServices();
        } else {
            // The broker ends, too, and its data is thrown away: there is nothing to be left in good order.
            services.forEach(Service::kill);
        }
        if (topics != null) {
            topics.close(settings.broker().isPresent());
        }
        if (devBroker != null) {
            devBroker.close();
        }
    }
}
