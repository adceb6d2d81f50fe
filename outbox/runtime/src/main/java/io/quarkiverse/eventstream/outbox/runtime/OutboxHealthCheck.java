package io.quarkiverse.eventstream.outbox.runtime;

import java.time.Duration;
import java.util.Map;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

import io.quarkiverse.eventstream.outbox.runtime.OutboxStatistics.Backlog;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;

/**
 * Reports the progress of the outbox. It stays up: neither an event that Kafka refuses nor a broker that is away is a reason to send the
 * service no requests, and the database has a check of its own.
 */
@Readiness
@Singleton
public class OutboxHealthCheck implements HealthCheck {

    private static final int SHOWN = 10;

    private final OutboxStatistics statistics;

    @Inject
    OutboxHealthCheck(OutboxStatistics statistics) {
        this.statistics = statistics;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("Event outbox").up();
        Backlog backlog = statistics.backlog();
        if (backlog.events() >= 0) {
            response.withData("pending", backlog.events()).withData("delayed", backlog.delayed());
        }
        if (backlog.events() > 0) {
            response.withData("oldest", Duration.ofMillis(System.currentTimeMillis() - backlog.oldest()).toString());
        }
        if (statistics.databaseFailure() != null) {
            response.withData("database", UntrustedText.of(statistics.databaseFailure(), 500));
        }
        Map<Long, String> heldBack = statistics.heldBack();
        heldBack.entrySet().stream().sorted(Map.Entry.comparingByKey()).limit(SHOWN)
                .forEach(event -> response.withData("refused event " + event.getKey(), event.getValue()));
        return response.build();
    }
}
