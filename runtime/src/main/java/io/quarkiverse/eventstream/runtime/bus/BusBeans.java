package io.quarkiverse.eventstream.runtime.bus;

import java.util.concurrent.ScheduledExecutorService;

import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstream.runtime.BusThreads;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.publish.SpanContextSource;
import io.quarkus.arc.DefaultBean;

/**
 * Makes beans of what is no bean by itself.
 */
public class BusBeans {

    @Produces
    @Singleton
    BusThreads threads(ScheduledExecutorService worker) {
        return new BusThreads(worker);
    }

    void close(@Disposes BusThreads threads) {
        threads.close();
    }

    @Produces
    @Singleton
    EventCodec codec(ObjectMapper mapper) {
        return new EventCodec(mapper);
    }

    @Produces
    @Singleton
    @DefaultBean
    SpanContextSource noSpans() {
        return SpanContextSource.NONE;
    }
}
