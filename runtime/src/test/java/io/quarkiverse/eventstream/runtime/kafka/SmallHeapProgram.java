package io.quarkiverse.eventstream.runtime.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.apache.kafka.clients.CommonClientConfigs;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.runtime.config.CommitPoint;
import io.quarkiverse.eventstream.runtime.config.FailurePolicy;
import io.quarkiverse.eventstream.runtime.config.HealthImpact;
import io.quarkiverse.eventstream.runtime.config.Settings;
import io.quarkiverse.eventstream.runtime.consume.TopicConsumers;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
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
 * Listens to topics in a JVM of its own, which has a heap that a test chooses: ends when each group has had all events of its topic.
 */
public final class SmallHeapProgram {

    /** The line that it prints when all events are completed. */
    static final String DONE = "All events were delivered";

    private SmallHeapProgram() {}

    /**
     * Listens.
     *
     * @param arguments the broker, how many events each group gets, how long an invocation takes in milliseconds, the ordering, and pairs of
     *        topic and group, with a colon between
     */
    public static void main(String[] arguments) throws InterruptedException {
        int events = Integer.parseInt(arguments[1]);
        long millis = Long.parseLong(arguments[2]);
        Ordering ordering = Ordering.valueOf(arguments[3]);
        ExecutorService pool = Executors.newFixedThreadPool(100);
        BusThreads threads = new BusThreads(pool);
        StreamConnection connection = new KafkaStreamProvider(Settings.config(Map.of()),
                Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, arguments[0]), threads, ClientEvents.NONE)
                .open(Settings.of(Map.of()));
        Consumptions consumers = new TopicConsumers(connection, connection.broker().orElseThrow(),
                Settings.consumption(Map.of()),
                new EventCodec(new ObjectMapper()), threads);
        Subscriptions subscriptions = new Subscriptions(consumers, connection::registered, new Names("", "shop", false),
                Offset.LATEST,
                ConcurrentHashMap.newKeySet(), threads.callbacks(), FurtherConsumption.NONE);
        FailureRule rule = new FailureRule(FailurePolicy.REDELIVER, 10,
                new Redelivery(Duration.ofMillis(100), Duration.ofSeconds(1)));
        ConcurrencyLimit limit = new ConcurrencyLimit(100);
        CountDownLatch open = new CountDownLatch((arguments.length - 4) * events);
        List<Listener> listeners = new ArrayList<>();
        for (int i = 4; i < arguments.length; i++) {
            String[] topicAndGroup = arguments[i].split(":");
            listeners.add(new Listener(
                    new ListenerSpec("listener" + i, topicAndGroup[0], "", topicAndGroup[1], Offset.EARLIEST, ""),
                    event -> invoke(millis, open),
                    new DeliverySettings(ordering, CommitPoint.AFTER, 50, new FailureRules(rule, Map.of()), "dlq", false,
                            HealthImpact.AUTO),
                    limit,
                    ListenerObservation.NONE));
        }
        subscriptions.register(listeners);
        open.await();
        System.out.println(DONE);
        consumers.stop(Duration.ofSeconds(5));
        connection.close(Duration.ofSeconds(1));
        System.exit(0);
    }

    private static CompletionStage<Void> invoke(long millis, CountDownLatch open) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            return CompletableFuture.failedStage(e);
        }
        open.countDown();
        return CompletableFuture.completedStage(null);
    }
}
