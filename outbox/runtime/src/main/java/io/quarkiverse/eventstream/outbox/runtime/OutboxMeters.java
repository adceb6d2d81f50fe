package io.quarkiverse.eventstream.outbox.runtime;

import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.quarkiverse.eventstream.outbox.runtime.OutboxStatistics.Backlog;

/** The meters of the outbox and the inbox. A bean only if the application has Micrometer. */
@Singleton
public class OutboxMeters implements MeterBinder {

    private final OutboxStatistics statistics;
    private final OnceListeners listeners;

    @Inject
    OutboxMeters(OutboxStatistics statistics, OnceListeners listeners) {
        this.statistics = statistics;
        this.listeners = listeners;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("eventstream.outbox.stored", statistics, figures -> figures.stored.sum())
                .description("Events stored in transactions that were committed").register(registry);
        FunctionCounter.builder("eventstream.outbox.sent", statistics, figures -> figures.sent.sum())
                .description("Stored events that this instance has sent").register(registry);
        FunctionCounter.builder("eventstream.outbox.refused", statistics, figures -> figures.refused.sum())
                .description("Refusals of stored events, which are sent again").register(registry);
        Gauge.builder("eventstream.outbox.pending", statistics, OutboxMeters::pending)
                .description("Stored events of all instances; no value while unknown").baseUnit("events").register(registry);
        Gauge.builder("eventstream.outbox.delayed", statistics, OutboxMeters::delayed)
                .description("Stored events of all instances that are not due yet; no value while unknown").baseUnit("events")
                .register(registry);
        TimeGauge.builder("eventstream.outbox.oldest.age", statistics, TimeUnit.MILLISECONDS, OutboxMeters::age)
                .description("Age of the oldest stored event; no value while unknown").register(registry);
        for (String listener : listeners.keys().keySet()) {
            FunctionCounter.builder("eventstream.inbox.duplicates", statistics.duplicates(listener), count -> count.sum())
                    .description("Events that a listener with @Once had completed before").tag("listener", listener)
                    .register(registry);
        }
    }

    private static double pending(OutboxStatistics figures) {
        long events = figures.backlog().events();
        return events < 0 ? Double.NaN : events;
    }

    private static double delayed(OutboxStatistics figures) {
        Backlog backlog = figures.backlog();
        return backlog.events() < 0 ? Double.NaN : backlog.delayed();
    }

    private static double age(OutboxStatistics figures) {
        Backlog backlog = figures.backlog();
        if (backlog.events() < 0) {
            return Double.NaN;
        }
        return backlog.events() == 0 ? 0 : Math.max(0, System.currentTimeMillis() - backlog.oldest());
    }
}
