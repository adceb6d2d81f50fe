package io.quarkiverse.eventstream.operations.runtime.redrive;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.runtime.config.CommitPoint;
import io.quarkiverse.eventstream.runtime.config.FailurePolicy;
import io.quarkiverse.eventstream.runtime.config.HealthImpact;
import io.quarkiverse.eventstream.runtime.invoke.ListenerInput;
import io.quarkiverse.eventstream.runtime.invoke.ListenerInvoker;
import io.quarkiverse.eventstream.runtime.model.ListenerSpec;
import io.quarkiverse.eventstream.runtime.observe.ListenerObservation;
import io.quarkiverse.eventstream.runtime.subscribe.ConcurrencyLimit;
import io.quarkiverse.eventstream.runtime.subscribe.DeliverySettings;
import io.quarkiverse.eventstream.runtime.subscribe.FailureRule;
import io.quarkiverse.eventstream.runtime.subscribe.FailureRules;
import io.quarkiverse.eventstream.runtime.subscribe.Listener;
import io.quarkiverse.eventstream.runtime.subscribe.Redelivery;

/** Stands in for a listener that this instance does not have: no event concerns it, so that the letter becomes open again. */
final class MissingListener implements ListenerInvoker {

    /** No event has such a name. */
    private static final String NO_NAME = "\u0000";
    private static final DeliverySettings SETTINGS = new DeliverySettings(Ordering.KEY, CommitPoint.AFTER, 1,
            new FailureRules(new FailureRule(FailurePolicy.REDELIVER, 1,
                    new Redelivery(Duration.ofMillis(100), Duration.ofSeconds(10))), Map.of()),
            "", true, HealthImpact.AUTO);

    private MissingListener() {}

    static Listener of(String id) {
        return new Listener(new ListenerSpec(id, "", NO_NAME, "", null, ""), new MissingListener(), SETTINGS,
                new ConcurrencyLimit(1), ListenerObservation.NONE);
    }

    /** So that not even an undecodable event is read. */
    @Override
    public ListenerInput input() {
        return ListenerInput.RECORDS;
    }

    @Override
    public CompletionStage<?> start(IncomingEvent event) {
        return CompletableFuture.failedStage(new IllegalStateException("No event concerns a missing listener"));
    }
}
