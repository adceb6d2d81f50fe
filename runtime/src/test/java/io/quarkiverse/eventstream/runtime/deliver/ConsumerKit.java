package io.quarkiverse.eventstream.runtime.deliver;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.runtime.config.CommitPoint;
import io.quarkiverse.eventstream.runtime.config.FailurePolicy;
import io.quarkiverse.eventstream.runtime.config.HealthImpact;
import io.quarkiverse.eventstream.runtime.config.Settings;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.invoke.ListenerInvoker;
import io.quarkiverse.eventstream.runtime.model.ListenerSpec;
import io.quarkiverse.eventstream.runtime.observe.GroupObservation;
import io.quarkiverse.eventstream.runtime.observe.ListenerObservation;
import io.quarkiverse.eventstream.runtime.subscribe.ConcurrencyLimit;
import io.quarkiverse.eventstream.runtime.subscribe.DeliverySettings;
import io.quarkiverse.eventstream.runtime.subscribe.FailureRule;
import io.quarkiverse.eventstream.runtime.subscribe.FailureRules;
import io.quarkiverse.eventstream.runtime.subscribe.Listener;
import io.quarkiverse.eventstream.runtime.subscribe.ListenerGroup;
import io.quarkiverse.eventstream.runtime.subscribe.Redelivery;
import io.quarkiverse.eventstream.runtime.thread.BusThreads;

/**
 * The surroundings of a consumer: a group with one listener, which keeps the order of partitions.
 */
public final class ConsumerKit implements AutoCloseable {

    public static final int MAX_BUFFERED = 100;

    private final BusThreads threads;
    private final ListenerGroup group = new ListenerGroup("t", "t", "g", Offset.LATEST);
    private final DeliveryContext context;

    /**
     * With a listener.
     *
     * @param worker where it runs
     * @param invoker the listener
     */
    public ConsumerKit(Executor worker, ListenerInvoker invoker) {
        this(worker, invoker, "", CommitPoint.AFTER, GroupObservation.NONE);
    }

    /**
     * With a listener for one name.
     *
     * @param worker where it runs
     * @param invoker the listener
     * @param name the name of the events that it asks for
     */
    public ConsumerKit(Executor worker, ListenerInvoker invoker, String name) {
        this(worker, invoker, name, CommitPoint.AFTER, GroupObservation.NONE);
    }

    /**
     * With a listener.
     *
     * @param worker where it runs
     * @param invoker the listener
     * @param observation watches the consumer
     */
    public ConsumerKit(Executor worker, ListenerInvoker invoker, GroupObservation observation) {
        this(worker, invoker, "", CommitPoint.AFTER, observation);
    }

    /**
     * With a listener.
     *
     * @param worker where it runs
     * @param invoker the listener
     * @param commit when the offsets of its events are committed
     */
    public ConsumerKit(Executor worker, ListenerInvoker invoker, CommitPoint commit) {
        this(worker, invoker, "", commit, GroupObservation.NONE);
    }

    private ConsumerKit(Executor worker, ListenerInvoker invoker, String name, CommitPoint commit,
            GroupObservation observation) {
        this.threads = new BusThreads(worker);
        FailureRule rule = new FailureRule(FailurePolicy.REDELIVER, 10,
                new Redelivery(Duration.ofMillis(1), Duration.ofMillis(1)));
        group.add(new Listener(new ListenerSpec("id", "t", name, "g", null, ""), invoker,
                new DeliverySettings(Ordering.PARTITION, commit, 10, new FailureRules(rule, Map.of()), "t.dlq", false,
                        HealthImpact.AUTO),
                new ConcurrencyLimit(10), ListenerObservation.NONE));
        this.context = new DeliveryContext(group,
                new DeliveryContext.Services(new EventCodec(new ObjectMapper()), threads,
                        new DeadLetters(null, Duration.ofSeconds(1)), Settings.SERVICE),
                observation, new RecordBounds(MAX_BUFFERED, new RecordMemory(64 << 20)), () -> {}, () -> true);
    }

    public ListenerGroup group() {
        return group;
    }

    public DeliveryContext context() {
        return context;
    }

    @Override
    public void close() {
        threads.close();
    }
}
