package io.quarkiverse.eventstream.runtime.consume;

import static io.quarkiverse.eventstream.runtime.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.runtime.config.Settings;
import io.quarkiverse.eventstream.runtime.deliver.ConsumerKit;
import io.quarkiverse.eventstream.runtime.model.PartitionLag;
import io.quarkiverse.eventstream.runtime.observe.GroupObservation;
import io.quarkiverse.eventstream.spi.GroupTimeouts;

/** How a session begins, reports its state, and closes. */
class ConsumerSessionTest {

    private static final TopicPartition P0 = new TopicPartition("t", 0);

    private final AtomicInteger settled = new AtomicInteger();
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final CompletableFuture<Void> invoked = new CompletableFuture<>();
    private final ConsumerKit kit = new ConsumerKit(pool, event -> {
        invoked.complete(null);
        return new CompletableFuture<>();
    },
            new GroupObservation() {

                @Override
                public void positioned() {
                    settled.incrementAndGet();
                }
            });
    private final BrokerRequests requests = new BrokerRequests(() -> false);
    private final InitialTopicCheck initialTopic = new InitialTopicCheck(requests, new AbsentBroker());
    private final SilentConsumer consumer = new SilentConsumer();
    private final StopSignal stop = new StopSignal();
    private final SeekRequests seeks = new SeekRequests("t");
    private final List<List<PartitionLag>> lags = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    /** Gets no answer for some time. */
    private static final class SilentConsumer extends MockConsumer<byte[], byte[]> {

        private int silent;
        private RuntimeException refusal;
        private volatile boolean rebalancing;
        private volatile boolean metricsFail;

        SilentConsumer() {
            super("none");
        }

        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
            if (rebalancing) {
                throw new RebalanceInProgressException();
            }
            super.commitSync(offsets, timeout);
        }

        @Override
        public Map<MetricName, ? extends Metric> metrics() {
            if (metricsFail) {
                throw new IllegalStateException("no metrics");
            }
            return super.metrics();
        }

        @Override
        public synchronized Map<String, List<PartitionInfo>> listTopics(Duration timeout) {
            if (refusal != null) {
                throw refusal;
            }
            if (silent > 0) {
                silent--;
                throw new TimeoutException("No answer");
            }
            return super.listTopics(timeout);
        }
    }

    @AfterEach
    void stop() {
        stop.give();
        kit.close();
        pool.shutdownNow();
    }

    private ConsumerSession session() {
        SessionContext context = new SessionContext(kit.group(), Settings.consumption(Map.of()), Duration.ofMillis(50),
                kit.context(),
                new StartPositions(Offset.EARLIEST, initialTopic, new TopicIdentity(new AbsentBroker(), "t"), requests),
                requests, new EarlierDeliveries());
        AssignedPartitions partitions = new AssignedPartitions(consumer, context,
                new MembershipFence(consumer, new GroupTimeouts(Duration.ofMillis(30), Duration.ofMillis(30)), "t"),
                new HeartbeatWatch(consumer, Duration.ofMillis(30)));
        GroupLag lag = new GroupLag(consumer, new AbsentBroker(), Runnable::run);
        return new ConsumerSession(consumer, partitions,
                new GroupMembership(consumer, "t", partitions, new TopicExistenceCheck(new AbsentBroker(), kit.group())),
                seeks, stop, () -> lags.add(lag.measure(partitions.deliveries().byPartition())));
    }

    private void run() {
        ConsumerSession session = session();
        pool.execute(() -> session.run(initialTopic, "t", complaints::add));
    }

    @Test
    void lagCountsWhatWasJustPolled() {
        consumer.updatePartitions("t", List.of(new PartitionInfo("t", 0, null, null, null)));
        consumer.updateBeginningOffsets(Map.of(P0, 0L));
        consumer.updateEndOffsets(Map.of(P0, 10L));
        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of(P0));
            for (long i = 0; i < 10; i++) {
                consumer.addRecord(new ConsumerRecord<>("t", 0, i, "k".getBytes(StandardCharsets.UTF_8),
                        ("{\"id\":\"" + i + "\",\"name\":\"e\"}").getBytes(StandardCharsets.UTF_8)));
            }
        });

        run();

        await().until(() -> lags.size() >= 5);
        assertThat(lags.stream().flatMap(List::stream).map(PartitionLag::records)).containsOnly(10L);
    }

    @Test
    void whereConsumptionBeginsIsSettledWhenAPartitionIsThere() {
        consumer.updatePartitions("t", List.of(new PartitionInfo("t", 0, null, null, null)));
        consumer.updateBeginningOffsets(Map.of(P0, 0L));
        consumer.updateEndOffsets(Map.of(P0, 10L));

        run();
        await().until(() -> lags.size() >= 2);
        assertThat(settled).hasValue(0);
        consumer.schedulePollTask(() -> consumer.rebalance(List.of(P0)));

        await().untilAsserted(() -> assertThat(settled).hasValue(1));
    }

    @Test
    void whereConsumptionBeginsIsSettledWhenTheTopicIsMissing() {
        run();

        await().untilAsserted(() -> assertThat(settled).hasValue(1));
    }

    @Test
    void aSessionThatWaitsForTheBrokerSaysSoEachTime() {
        consumer.silent = 2;

        run();

        await().until(() -> !lags.isEmpty());
        assertThat(complaints).containsExactly(AbsentBroker.REASON, AbsentBroker.REASON);
    }

    private void hasPartition() {
        consumer.updatePartitions("t", List.of(new PartitionInfo("t", 0, null, null, null)));
        consumer.updateBeginningOffsets(Map.of(P0, 0L));
        consumer.updateEndOffsets(Map.of(P0, 10L));
        consumer.schedulePollTask(() -> consumer.rebalance(List.of(P0)));
    }

    private SeekRequest seek(long offset) {
        SeekRequest request = new SeekRequest(OptionalInt.empty(), Offset.at(offset), new CompletableFuture<>());
        seeks.add(request);
        return request;
    }

    @Test
    void aSecondSeekDoesNotHideThatTheFirstWasLost() {
        hasPartition();
        consumer.rebalancing = true;
        SeekRequest first = seek(3);
        run();
        await().until(seeks::isEmpty);
        CompletableFuture<SeekRequest> second = new CompletableFuture<>();

        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of());
            consumer.rebalance(List.of(P0));
            second.complete(seek(5));
            consumer.rebalancing = false;
        });

        assertThat(first.completion()).failsWithin(Duration.ofSeconds(60)).withThrowableThat()
                .withMessageContaining("Seek again");
        assertThat(second.join().completion()).succeedsWithin(Duration.ofSeconds(60));
    }

    @Test
    void closingASessionThatNeverBeganHidesNothing() {
        consumer.refusal = new AuthenticationException("wrong password");
        ConsumerSession session = session();
        assertThatThrownBy(() -> session.run(initialTopic, "t", complaints::add)).hasMessage("wrong password");

        session.close(Duration.ZERO, CloseOptions.GroupMembershipOperation.DEFAULT);

        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void aDrainThatFailsHidesNothingAndTheConsumerIsClosed() {
        hasPartition();
        consumer.schedulePollTask(() -> consumer.addRecord(new ConsumerRecord<>("t", 0, 0, null,
                "{\"id\":\"0\",\"name\":\"e\"}".getBytes(StandardCharsets.UTF_8))));
        consumer.schedulePollTask(() -> {
            assertThat(invoked).succeedsWithin(Duration.ofSeconds(60));
            consumer.metricsFail = true;
            consumer.setPollException(new AuthenticationException("the password has changed"));
        });
        ConsumerSession session = session();
        assertThatThrownBy(() -> session.run(initialTopic, "t", complaints::add)).hasMessage("the password has changed");

        DrainReport report = session.close(Duration.ofSeconds(60), CloseOptions.GroupMembershipOperation.DEFAULT);

        assertThat(report).isEqualTo(DrainReport.EMPTY);
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void whatFailsWhileASessionClosesIsNotThrown() {
        hasPartition();
        consumer.schedulePollTask(() -> consumer.setPollException(new AuthenticationException("the password has changed")));
        ConsumerSession session = session();
        assertThatThrownBy(() -> session.run(initialTopic, "t", complaints::add)).hasMessage("the password has changed");
        consumer.rebalancing = true;

        session.close(Duration.ZERO, CloseOptions.GroupMembershipOperation.DEFAULT);

        assertThat(consumer.closed()).isTrue();
    }
}
