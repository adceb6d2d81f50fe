package io.quarkiverse.eventstream.runtime.health;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

import io.quarkiverse.eventstream.runtime.bus.EventStreams;
import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;
import io.quarkiverse.eventstream.runtime.listen.ListenerHealth;

/**
 * Says of each listener what it is at; down if one of them makes no progress, or can't.
 */
@Readiness
@Singleton
public class ListenersHealthCheck implements HealthCheck {

    private final EventStreams streams;

    ListenersHealthCheck(EventStreams streams) {
        this.streams = streams;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("Event listeners").up();
        streams.health().forEach((stream, listeners) -> {
            String prefix = EventStreamConfig.DEFAULT_STREAM.equals(stream) ? "" : stream + ": ";
            for (ListenerHealth listener : listeners) {
                response.withData(prefix + listener.id(), listener.state());
                if (!listener.up()) {
                    response.down();
                }
            }
        });
        return response.build();
    }
}
