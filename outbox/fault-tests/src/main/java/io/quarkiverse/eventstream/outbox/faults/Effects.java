package io.quarkiverse.eventstream.outbox.faults;

import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.outbox.Once;

/** Listeners whose effects are rows. The table has no key, so that a second effect would be seen. */
@ApplicationScoped
public class Effects {

    static final String GROUP = "effects";

    private final Orders orders;
    private final int failingPercent;

    @Inject
    Effects(Orders orders, @ConfigProperty(name = "shop.failing-percent", defaultValue = "0") int failingPercent) {
        this.orders = orders;
        this.failingPercent = failingPercent;
    }

    @Once
    @OnEvent(topic = Orders.TOPIC, name = Orders.NAME, group = GROUP)
    void bill(IncomingEvent event) throws SQLException {
        takeEffect("bill", event);
    }

    @Once
    @OnEvent(topic = Orders.TOPIC, name = Orders.NAME, group = GROUP)
    void ship(IncomingEvent event) throws SQLException {
        takeEffect("ship", event);
    }

    /** Fails at random after the effect, which must be undone then. */
    private void takeEffect(String listener, IncomingEvent event) throws SQLException {
        orders.execute("INSERT INTO effects (listener, id) VALUES (?, ?)", listener, event.id());
        if (ThreadLocalRandom.current().nextInt(100) < failingPercent) {
            throw new IllegalStateException("The listener " + listener + " fails");
        }
    }
}
