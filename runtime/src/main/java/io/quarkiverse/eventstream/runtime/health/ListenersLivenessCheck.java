package io.quarkiverse.eventstream.runtime.health;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

import io.quarkiverse.eventstream.runtime.bus.EventStreams;
import io.quarkiverse.eventstream.runtime.subscribe.ListenerHealth;

/**
 * Down if a restart of the process helps, or if a listener that is configured to affect liveness is not well.
 */
@Liveness
@Singleton
public class ListenersLivenessCheck implements HealthCheck {

    private final EventStreams streams;

    @Inject
    ListenersLivenessCheck(EventStreams streams) {
        this.streams = streams;
    }

    @Override
    public HealthCheckResponse call() {
        return ListenerHealthChecks.response("Event listeners alive", streams, ListenerHealth::isAlive);
    }
}
