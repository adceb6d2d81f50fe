package io.quarkiverse.eventstream.runtime.bus;

import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.envelope.Upcasters;
import io.quarkiverse.eventstream.runtime.invoke.ListenerInvokers;
import io.quarkiverse.eventstream.runtime.thread.BusThreads;
import io.quarkiverse.eventstream.runtime.thread.BusTime;
import io.quarkus.arc.All;
import io.vertx.core.Vertx;

/**
 * Produces the beans that are not classes of this package.
 */
public class BusBeans {

    @Produces
    @Singleton
    BusThreads threads(ScheduledExecutorService worker, @All List<BusTime> times) {
        return new BusThreads(worker, times.isEmpty() ? null : times.get(0));
    }

    void close(@Disposes BusThreads threads) {
        threads.close();
    }

    @Produces
    @Singleton
    EventCodec codec(ObjectMapper mapper, Upcasters upcasters) {
        return new EventCodec(mapper, upcasters);
    }

    @Produces
    @Singleton
    ListenerInvokers invokers(Vertx vertx) {
        return ListenerInvokers.inApplication(vertx);
    }
}
