package io.quarkiverse.eventstream.runtime.bus;

import java.util.List;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.eventstream.runtime.model.Names;
import io.quarkiverse.eventstream.runtime.observe.StreamObserver;
import io.quarkiverse.eventstream.runtime.subscribe.Consumptions;
import io.quarkiverse.eventstream.runtime.subscribe.FurtherConsumption;
import io.quarkiverse.eventstream.spi.ListenerGuard;
import io.quarkiverse.eventstream.spi.Outbox;
import io.quarkiverse.eventstream.spi.StreamConnection;
import io.quarkiverse.eventstream.spi.StreamProvider;
import io.quarkus.arc.All;

/** The beans that extend the bus: the providers of streams, the observers, the guards of listeners, and, if they are there, the
 * outbox and the redrive of dead letters. */
@Singleton
public class BusExtensions {

    private final List<StreamProvider> providers;
    private final List<StreamObserver.Factory> observers;
    private final List<Outbox> outboxes;
    private final List<ListenerGuard> guards;
    private final List<FurtherConsumption.Factory> further;

    /** @param observers in the order in which they begin */
    @Inject
    public BusExtensions(@All List<StreamProvider> providers, @All List<StreamObserver.Factory> observers,
            @All List<Outbox> outboxes, @All List<ListenerGuard> guards, @All List<FurtherConsumption.Factory> further) {
        this.providers = providers;
        this.observers = observers;
        this.outboxes = outboxes;
        this.guards = guards;
        this.further = further;
    }

    List<StreamProvider> providers() {
        return providers;
    }

    List<StreamObserver.Factory> observers() {
        return observers;
    }

    List<ListenerGuard> guards() {
        return guards;
    }

    FurtherConsumption furtherConsumption(StreamConnection connection, Consumptions consumers, Names names) {
        return further.isEmpty() ? FurtherConsumption.NONE : further.get(0).of(connection, consumers, names);
    }

    /** Null if there is none. */
    Outbox outbox() {
        return outboxes.isEmpty() ? null : outboxes.get(0);
    }
}
