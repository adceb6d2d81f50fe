package io.quarkiverse.eventstream.benchmarks.micro;

import java.time.Duration;
import java.util.Map;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.runtime.config.CommitPoint;
import io.quarkiverse.eventstream.runtime.config.FailurePolicy;
import io.quarkiverse.eventstream.runtime.config.HealthImpact;
import io.quarkiverse.eventstream.runtime.invoke.ListenerInvoker;
import io.quarkiverse.eventstream.runtime.model.ListenerSpec;
import io.quarkiverse.eventstream.runtime.observe.ListenerObservation;
import io.quarkiverse.eventstream.runtime.subscribe.ConcurrencyLimit;
import io.quarkiverse.eventstream.runtime.subscribe.DeliverySettings;
import io.quarkiverse.eventstream.runtime.subscribe.FailureRule;
import io.quarkiverse.eventstream.runtime.subscribe.FailureRules;
import io.quarkiverse.eventstream.runtime.subscribe.Listener;
import io.quarkiverse.eventstream.runtime.subscribe.ListenerGroup;
import io.quarkiverse.eventstream.runtime.subscribe.Redelivery;

/**
 * Groups of listeners as in a service, without observers.
 */
final class BenchedListeners {

    private static final int MAX_CONCURRENCY = 64;

    private BenchedListeners() {}

    /** One listener for one name. */
    static ListenerGroup one(String name, Ordering ordering, ListenerInvoker call) {
        ListenerGroup group = new ListenerGroup(SampleEvent.TOPIC, SampleEvent.TOPIC, "g", Offset.LATEST);
        group.add(listener(name, ordering, call));
        return group;
    }

    /** One listener for the sample event, and others for other names. */
    static ListenerGroup many(int count, ListenerInvoker call) {
        ListenerGroup group = one(SampleEvent.NAME, Ordering.PARTITION, call);
        for (int other = 1; other < count; other++) {
            group.add(listener("other" + other, Ordering.PARTITION, call));
        }
        return group;
    }

    private static Listener listener(String name, Ordering ordering, ListenerInvoker call) {
        FailureRule rule = new FailureRule(FailurePolicy.REDELIVER, 10,
                new Redelivery(Duration.ofSeconds(1), Duration.ofSeconds(1)));
        return new Listener(new ListenerSpec("listener-" + name, SampleEvent.TOPIC, name, "g", null, ""), call,
                new DeliverySettings(ordering, CommitPoint.AFTER, MAX_CONCURRENCY, new FailureRules(rule, Map.of()),
                        SampleEvent.TOPIC + ".dlq",
                        false, HealthImpact.AUTO),
                new ConcurrencyLimit(MAX_CONCURRENCY), ListenerObservation.NONE);
    }
}
