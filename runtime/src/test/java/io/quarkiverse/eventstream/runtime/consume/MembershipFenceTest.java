package io.quarkiverse.eventstream.runtime.consume;

import static io.quarkiverse.eventstream.runtime.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.quarkiverse.eventstream.devbroker.DevBroker;
import io.quarkiverse.eventstream.spi.GroupTimeouts;

/** Time passes only when a test says so. */
class MembershipFenceTest {

    private static final GroupTimeouts TIMEOUTS = new GroupTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(300));
    private static DevBroker broker;

    private final AtomicLong clock = new AtomicLong();
    private final CountingConsumer counting = new CountingConsumer();

    /** Has the metrics of a member, as the test sets them. */
    private static final class CountingConsumer extends MockConsumer<byte[], byte[]> {

        private final Map<MetricName, Metric> metrics = new HashMap<>();
        private double heartbeats;
        private double bytes;
        private double secondsSinceHeartbeat = -1;

        CountingConsumer() {
            super("earliest");
            add("consumer-coordinator-metrics", "heartbeat-total", () -> heartbeats);
            add("consumer-coordinator-metrics", "last-heartbeat-seconds-ago", () -> secondsSinceHeartbeat);
            add("consumer-metrics", "incoming-byte-total", () -> bytes);
        }

        private void add(String group, String name, java.util.function.Supplier<Double> value) {
            MetricName metricName = new MetricName(name, group, "", Map.of());
            metrics.put(metricName, new Metric() {

                @Override
                public MetricName metricName() {
                    return metricName;
                }

                @Override
                public Object metricValue() {
                    return value.get();
                }
            });
        }

        @Override
        public Map<MetricName, ? extends Metric> metrics() {
            return metrics;
        }
    }

    @BeforeAll
    static void start() {
        broker = DevBroker.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private MembershipFence fence(Consumer<?, ?> consumer) {
        MembershipFence fence = new MembershipFence(consumer, TIMEOUTS, "t", clock::get);
        pass(fence, 2);
        return fence;
    }

    private void pass(MembershipFence fence, int seconds) {
        for (int i = 0; i < seconds; i++) {
            clock.addAndGet(1_000_000_000L);
            fence.checkIfDue();
        }
    }

    @Test
    void itClosesOnceTheCoordinatorIsSilentForTheSessionTimeout() {
        MembershipFence fence = fence(counting);
        counting.heartbeats++;
        pass(fence, 25);
        assertThat(fence.isOpen()).isTrue();

        pass(fence, 10);

        assertThat(fence.isOpen()).isFalse();
        assertThat(fence.canBeOpened()).isFalse();
    }

    @Test
    void aThreadThatDispatchesAfterThePollingThreadWasHeldUpFindsItClosed() {
        MembershipFence fence = fence(counting);

        clock.addAndGet(Duration.ofSeconds(40).toNanos());

        assertThat(fence.isOpen()).isFalse();
    }

    @Test
    void itStaysClosedUntilTheCoordinatorHasAnsweredAndTheGroupHasConfirmed() {
        MembershipFence fence = fence(counting);
        pass(fence, 40);
        counting.heartbeats++;
        pass(fence, 2);

        assertThat(fence.isOpen()).isFalse();
        assertThat(fence.canBeOpened()).isTrue();
        fence.open();
        assertThat(fence.isOpen()).isTrue();
    }

    @Test
    void aMemberThatWaitsForARebalanceIsHeardOfAsLongAsTheBrokerAnswersItAndTheRebalanceMayTake() {
        MembershipFence fence = fence(counting);
        for (int second = 0; second < 250; second++) {
            counting.bytes++;
            counting.secondsSinceHeartbeat = second;
            pass(fence, 1);
            assertThat(fence.isOpen()).isTrue();
        }

        for (int second = 250; second < 400; second++) {
            counting.bytes++;
            pass(fence, 1);
        }

        assertThat(fence.isOpen()).as("for no longer than a rebalance may take").isFalse();
    }

    @Test
    void otherBrokersDoNotStandInForACoordinatorThatLeavesHeartbeatsUnanswered() {
        MembershipFence fence = fence(counting);
        counting.secondsSinceHeartbeat = 1;
        for (int second = 0; second < 40; second++) {
            counting.bytes++;
            pass(fence, 1);
        }

        assertThat(fence.isOpen()).isFalse();
    }

    @Test
    void aConsumerWithoutAGroupIsAlwaysOpen() {
        MembershipFence fence = fence(new MockConsumer<>("earliest"));

        clock.addAndGet(Duration.ofDays(1).toNanos());

        assertThat(fence.isOpen()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void kafkasClientCountsTheAnswersToHeartbeats(GroupProtocol protocol) {
        Map<String, Object> properties = new HashMap<>(broker.clientProperties());
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, protocol.name());
        properties.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, protocol.name());
        if (protocol == GroupProtocol.CLASSIC) {
            properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 100);
            properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        }
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of("t-" + protocol));
            MembershipFence fence = fence(consumer);
            await().until(() -> {
                consumer.poll(Duration.ofMillis(100));
                return !consumer.assignment().isEmpty();
            });
            pass(fence, 29);
            clock.addAndGet(Duration.ofSeconds(5).toNanos());
            // Closed by now, unless joining counted as an answer, which is not required.
            fence.isOpen();

            await().until(() -> {
                consumer.poll(Duration.ofMillis(100));
                pass(fence, 2);
                return fence.canBeOpened();
            });
        }
    }
}
