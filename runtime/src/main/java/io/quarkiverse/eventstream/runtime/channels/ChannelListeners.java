package io.quarkiverse.eventstream.runtime.channels;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.runtime.bus.BusLifecycle;
import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;
import io.quarkiverse.eventstream.runtime.config.WrongConfiguration;
import io.quarkiverse.eventstream.runtime.model.ListenerSpec;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;

/**
 * The listeners of channels. The listener of a channel that has a subscriber before the bus has started is registered at the start.
 */
@Singleton
public class ChannelListeners implements IncomingChannel.Registrar {

    private static final Logger LOG = Logger.getLogger(ChannelListeners.class);

    private final EventStreamConfig config;
    private final Vertx vertx;
    private final Set<ChannelSubscription> subscriptions = ConcurrentHashMap.newKeySet();

    // Guarded by this.
    private final Set<String> ids = new TreeSet<>();
    private boolean started;

    @Inject
    ChannelListeners(EventStreamConfig config, Vertx vertx) {
        this.config = config;
        this.vertx = vertx;
    }

    /** Notes that a channel has this listener, with or without a subscriber. */
    synchronized void expect(String id) {
        ids.add(id);
    }

    /** Runs after the annotated listeners. Channels with an offset go first, so that it applies to others of their group. */
    void start(@Observes @Priority(BusLifecycle.LAST + 1) StartupEvent event) {
        List<ChannelSubscription> waiting;
        synchronized (this) {
            started = true;
            warnOfStrayOverrides();
            waiting = new ArrayList<>(subscriptions);
        }
        waiting.sort(Comparator.comparing((ChannelSubscription subscription) -> subscription.attributes().offset() == null)
                .thenComparing(subscription -> subscription.attributes().channel()));
        List<String> failures = new ArrayList<>();
        for (ChannelSubscription subscription : waiting) {
            try {
                subscription.register();
            } catch (IllegalArgumentException | IllegalStateException e) {
                failures.add(e.getMessage());
            }
        }
        if (!failures.isEmpty()) {
            throw WrongConfiguration.of("Channels can't be started: " + String.join("; ", failures));
        }
    }

    /** An override of a channel that does not exist may be a typing error. */
    private void warnOfStrayOverrides() {
        Set<String> known = new HashSet<>();
        ids.forEach(id -> known.add(normal(id)));
        config.listeners().keySet().stream().filter(id -> id.startsWith(ListenerSpec.CHANNEL) && !known.contains(normal(id)))
                .forEach(id -> LOG.warnf("quarkus.eventstream.listener.\"%s\" overrides no channel. There are %s", id, ids));
    }

    /** The form of an id that survives in an environment variable. */
    private static String normal(String id) {
        return id.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", ".");
    }

    @Override
    public void register(ChannelSubscription subscription) {
        synchronized (this) {
            subscriptions.add(subscription);
            if (!started) {
                return;
            }
        }
        try {
            subscription.register();
        } catch (RuntimeException e) {
            subscription.fail(e);
        }
    }

    @Override
    public CompletionStage<Void> end(ChannelSubscription subscription) {
        subscriptions.remove(subscription);
        Duration patience = config.streams().get(subscription.attributes().stream()).delivery().drainTimeout();
        return subscription.end(patience, vertx);
    }

    /** Runs before the bus stops. */
    void stopListening(@Observes @Priority(BusLifecycle.FIRST - 1) ShutdownEvent event) {
        subscriptions.forEach(ChannelSubscription::abandonWaiting);
    }
}
