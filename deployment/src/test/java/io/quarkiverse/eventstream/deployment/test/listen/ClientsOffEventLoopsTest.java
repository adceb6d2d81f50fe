package io.quarkiverse.eventstream.deployment.test.listen;

import static io.quarkiverse.eventstream.deployment.test.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Inject;

import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.deployment.test.Patience;
import io.quarkus.test.QuarkusUnitTest;

/** Creating a client takes a while, for which an event loop must not wait. */
class ClientsOffEventLoopsTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Patience.class, Makers.class))
            .overrideConfigKey("kafka.metric.reporters", Makers.class.getName())
            .overrideConfigKey("quarkus.eventstream.delivery.failure-policy", "dead-letter")
            .overrideConfigKey("quarkus.eventstream.delivery.attempts", "1");

    @Inject
    EventStream events;

    /** Kafka's clients call it with their names, on the thread that creates them. */
    public static final class Makers implements MetricsReporter {

        static final Map<String, String> THREADS = new ConcurrentHashMap<>();

        @Override
        public void configure(Map<String, ?> configs) {
            THREADS.put(String.valueOf(configs.get("client.id")), Thread.currentThread().getName());
        }

        @Override
        public void init(List<KafkaMetric> metrics) {}

        @Override
        public void metricChange(KafkaMetric metric) {}

        @Override
        public void metricRemoval(KafkaMetric metric) {}

        @Override
        public void close() {}
    }

    @Test
    void theFirstDeadLetterOfAnAsynchronousListenerCreatesItsClientsOnAnotherThread() {
        events.newSubscription("async").topic("off-loops").group("off-loops").offset(Offset.EARLIEST)
                .asyncHandler(event -> CompletableFuture.failedStage(new IllegalStateException("dead-letter it"))).register();
        CompletableFuture<String> letter = new CompletableFuture<>();
        events.newSubscription("letters").topic("off-loops.dlq").group("off-loops").offset(Offset.EARLIEST)
                .handler(event -> letter.complete(event.id())).register();

        String id = events.publishAndAwait(OutgoingEvent.builder("e").topic("off-loops").namespace("n").build()).eventId();

        await().untilAsserted(() -> assertThat(letter).isCompletedWithValue(id));
        assertThat(Makers.THREADS).hasKeySatisfying(new Condition<>(
                client -> client.endsWith("-admin"), "the admin client"));
        assertThat(Makers.THREADS.values()).noneMatch(thread -> thread.startsWith("vert.x-eventloop"));
    }
}
