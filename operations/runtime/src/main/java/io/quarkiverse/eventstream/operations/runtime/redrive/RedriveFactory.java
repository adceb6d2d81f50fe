package io.quarkiverse.eventstream.operations.runtime.redrive;

import java.time.Duration;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkiverse.eventstream.runtime.model.Names;
import io.quarkiverse.eventstream.runtime.subscribe.Consumptions;
import io.quarkiverse.eventstream.runtime.subscribe.FurtherConsumption;
import io.quarkiverse.eventstream.runtime.thread.BusThreads;
import io.quarkiverse.eventstream.spi.StreamConnection;

/** Redrives the letters of each stream that has a broker. */
@Singleton
public class RedriveFactory implements FurtherConsumption.Factory {

    /** How long the first redrive of a topic waits at most. */
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final BusThreads threads;
    private final String service;

    @Inject
    public RedriveFactory(BusThreads threads, @ConfigProperty(name = "quarkus.application.name") Optional<String> service) {
        this.threads = threads;
        this.service = service.orElse("application");
    }

    @Override
    public FurtherConsumption of(StreamConnection connection, Consumptions consumers, Names names) {
        return connection.broker()
                .<FurtherConsumption>map(broker -> new Redrives(connection, broker, consumers, names,
                        connection.producerName().orElse(service), threads, INTERVAL))
                .orElse(FurtherConsumption.NONE);
    }
}
