package io.quarkiverse.eventstream.runtime.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.runtime.config.CommitPoint;
import io.quarkiverse.eventstream.runtime.config.FailurePolicy;
import io.quarkiverse.eventstream.runtime.config.HealthImpact;
import io.quarkiverse.eventstream.runtime.config.Settings;
import io.quarkiverse.eventstream.runtime.consume.TopicConsumers;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.invoke.ListenerInvoker;
import io.quarkiverse.eventstream.runtime.model.ListenerSpec;
import io.quarkiverse.eventstream.runtime.model.Names;
import io.quarkiverse.eventstream.runtime.observe.ListenerObservation;
import io.quarkiverse.eventstream.runtime.subscribe.ConcurrencyLimit;
import io.quarkiverse.eventstream.runtime.subscribe.Consumptions;
import io.quarkiverse.eventstream.runtime.subscribe.DeliverySettings;
import io.quarkiverse.eventstream.runtime.subscribe.FailureRule;
import io.quarkiverse.eventstream.runtime.subscribe.FailureRules;
import io.quarkiverse.eventstream.runtime.subscribe.FurtherConsumption;
import io.quarkiverse.eventstream.runtime.subscribe.Listener;
import io.quarkiverse.eventstream.runtime.subscribe.Redelivery;
import io.quarkiverse.eventstream.runtime.subscribe.Subscriptions;
import io.quarkiverse.eventstream.runtime.thread.BusThreads;
import io.quarkiverse.eventstream.spi.StreamConnection;

/**
 * Listeners on a Kafka stream without a container, for tests of consuming under faults.
 */
final class KafkaListeners implements AutoCloseable {

    /** The ids of the events that listeners got. */
    final List<String> delivered = new CopyOnWriteArrayList<>();

    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final BusThreads threads = new BusThreads(pool);
    private final List<StreamConnection> connections = new ArrayList<>();
    private final List<Consumptions> consumptions = new ArrayList<>();

    /**
     * Opens a stream with one listener for all events of a topic, in the group {@code shop-<topic>}.
     *
     * @param kafka the properties {@code kafka.*}
     * @param properties configuration below {@code quarkus.eventstream}
     */
    Subscriptions listen(Map<String, Object> kafka, Map<String, String> properties, String topic, Offset offset) {
        return listen(kafka, properties, topic, "", offset, FailurePolicy.REDELIVER, this::deliver);
    }

    /** The same from the beginning, for all events of one name. */
    Subscriptions listenFor(String name, Map<String, Object> kafka, Map<String, String> properties, String topic) {
        return listen(kafka, properties, topic, name, Offset.EARLIEST, FailurePolicy.REDELIVER, this::deliver);
    }

    private CompletionStage<Void> deliver(IncomingEvent event) {
        delivered.add(event.id());
        return CompletableFuture.completedStage(null);
    }

    /** The same with a listener whose events go to the dead-letter topic {@code <topic>.dlq} at once if it fails. */
    Subscriptions listenAndFail(Map<String, Object> kafka, String topic) {
        return listenAndFail(kafka, topic, "give it up");
    }

    /** The same with the message of the failure. */
    Subscriptions listenAndFail(Map<String, Object> kafka, String topic, String message) {
        return listen(kafka, Map.of("publish.topic-timeout", "1s"), topic, "", Offset.EARLIEST, FailurePolicy.DEAD_LETTER,
                event -> CompletableFuture.failedStage(new IllegalStateException(message)));
    }

    private Subscriptions listen(Map<String, Object> kafka, Map<String, String> properties, String topic, String name,
            Offset offset, FailurePolicy policy, ListenerInvoker invoker) {
        StreamConnection connection = new KafkaStreamProvider(Settings.config(properties), kafka, threads, ClientEvents.NONE)
                .open(Settings.of(properties));
        Consumptions consumers = new TopicConsumers(connection, connection.broker().orElseThrow(),
                Settings.consumption(properties),
                new EventCodec(new ObjectMapper()), threads);
        consumptions.add(consumers);
        connections.add(connection);
        connection.prepareToConsume();
        Subscriptions subscriptions = new Subscriptions(consumers, connection::registered, new Names("", "shop", false),
                Offset.LATEST,
                ConcurrentHashMap.newKeySet(), threads.callbacks(), FurtherConsumption.NONE);
        FailureRule rule = new FailureRule(policy, 1, new Redelivery(Duration.ofMillis(100), Duration.ofMillis(100)));
        ListenerSpec spec = new ListenerSpec("billing", topic, name, "shop-" + topic, offset, "");
        subscriptions.register(List.of(new Listener(spec, invoker,
                new DeliverySettings(Ordering.PARTITION, CommitPoint.AFTER, 1, new FailureRules(rule, Map.of()), topic + ".dlq",
                        false,
                        HealthImpact.AUTO),
                new ConcurrencyLimit(1), ListenerObservation.NONE)));
        return subscriptions;
    }

    @Override
    public void close() {
        consumptions.forEach(consumers -> consumers.stop(Duration.ofSeconds(1)));
        connections.forEach(connection -> connection.close(Duration.ofSeconds(1)));
        threads.close();
        pool.shutdownNow();
    }
}
