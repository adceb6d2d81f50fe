package io.quarkiverse.eventstream.runtime.health;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import io.quarkiverse.eventstream.runtime.bus.EventStreams;
import io.quarkiverse.eventstream.runtime.subscribe.ListenerHealth;

/**
 * Down if a listener can't consume, or if a listener that is configured to affect readiness is not well.
 */
@Readiness
@Singleton
public class ListenersReadinessCheck implements HealthCheck {

    private final EventStreams streams;

    @Inject
    ListenersReadinessCheck(EventStreams streams) {
        this.streams = streams;
    }

    @Override
    public HealthCheckResponse call() {
        return ListenerHealthChecks.response("Event listeners", streams, ListenerHealth::isReady);
    }
}
