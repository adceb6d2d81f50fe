package io.quarkiverse.eventstream.quickstart.desk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.quarkiverse.eventstream.devbroker.DevBroker;
import io.quarkiverse.eventstream.devbroker.DevBrokerException;

/**
 * All processes besides the desk: the broker, unless an existing one is used, and the three services; and the database of billing.
 * {@link #close()} may be called on any thread at any time.
 */
final class Shop implements AutoCloseable {

    private final Settings settings;
    private final Screen screen;
    private final List<Service> services = new ArrayList<>();
    private DevBroker devBroker;
    private Topics topics;
    private Database database;
    private Service orders;
    private boolean closed;

    Shop(Settings settings, Screen screen) {
        this.settings = settings;
        this.screen = screen;
    }

    /** Starts everything except the orders. Returns when the broker is ready; the services take a moment longer. */
    Map<String, String> open() throws IOException, InterruptedException {
        // First, because an address may be wrong.
        Database created = Database.create(settings);
        synchronized (this) {
            database = created;
        }
        String broker = settings.broker().isPresent() ? settings.broker().get() : startBroker();
        openTopics(broker);
        start("billing", Map.of("quarkus.datasource.jdbc.url", created.url()));
        start("shipping", Map.of());
        return eventProperties();
    }

    private void openTopics(String broker) throws InterruptedException {
        Topics created = Topics.create(broker, settings.prefix());
        synchronized (this) {
            topics = created;
        }
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

    private Map<String, String> eventProperties() {
        return Map.of("kafka.bootstrap.servers", topics.broker(), "quarkus.eventstream.prefix", settings.prefix());
    }

    private synchronized Service start(String name, Map<String, String> properties) {
        if (closed) {
            throw new QuickstartException("The shop is closed");
        }
        Map<String, String> all = new HashMap<>(eventProperties());
        all.putAll(properties);
        Service service = Service.start(name, all, settings, screen);
        services.add(service);
        return service;
    }

    /** Whether billing and shipping listen, so that no order would have to wait for them. */
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

    /** How many events of the topic orders billing has settled: with an invoice, or because it had billed the order before. */
    int settledByBilling() throws InterruptedException {
        return topics.settled("orders", "billing");
    }

    /** What billing has in its database. The services must have stopped. */
    Books books() throws InterruptedException {
        return new Books(database.count("eventstream_inbox"), database.count("invoices"), settledByBilling());
    }

    /**
     * Checks the broker and the services.
     *
     * @throws QuickstartException if one has ended unexpectedly
     */
    synchronized void requireHealthy() {
        if (devBroker != null && !devBroker.isRunning()) {
            throw new QuickstartException("The broker has ended on its own." + Lines.lastOf(devBroker.logFile(1)));
        }
        services.forEach(Service::requireHealthy);
    }

    /** Stops the services cleanly. */
    synchronized void stopServices() {
        services.forEach(Service::requestStop);
        services.forEach(Service::awaitStop);
        services.clear();
    }

    /** Ends all processes in any state; has no effect the second time. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (settings.broker().isPresent()) {
            stopServices();
        } else {
            // The broker ends, too, and its data is deleted: a clean stop is not necessary.
            services.forEach(Service::kill);
        }
        if (database != null) {
            database.close();
        }
        if (topics != null) {
            topics.close(settings.broker().isPresent());
        }
        if (devBroker != null) {
            devBroker.close();
        }
    }
}
