package io.quarkiverse.eventstream.runtime.consume;

import static io.quarkiverse.eventstream.runtime.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.runtime.config.Settings;
import io.quarkiverse.eventstream.runtime.deliver.ConsumerKit;

/** The states of partitions from assignment to revocation, step by step. */
class AssignedPartitionsTest {

    private static final TopicPartition P0 = new TopicPartition("t", 0);
    private static final Duration NO_TIME = Duration.ofMillis(50);

    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final List<String> invoked = new CopyOnWriteArrayList<>();
    private final Map<Long, CompletableFuture<Void>> running = new HashMap<>();
    private final EarlierDeliveries earlier = new EarlierDeliveries();
    private final RebalancingConsumer consumer = new RebalancingConsumer();
    private final Gate gate = new Gate();
    private ConsumerKit kit;
    private AssignedPartitions partitions;
    private GroupMembership membership;

    private static final class Gate implements DispatchGate {

        private boolean open = true;
        private long openings;

        @Override
        public boolean requestOpen() {
            return open;
        }

        @Override
        public boolean awaitOpen(Duration patience) {
            return open;
        }

        @Override
        public long openings() {
            return openings;
        }

        @Override
        public void add(Runnable opened) {}

        @Override
        public void remove(Runnable opened) {}
    }

    /** Accepts no commits during a rebalance, which takes some polls. */
    private static final class RebalancingConsumer extends MockConsumer<byte[], byte[]> {

        private int rebalancing;
        /** Also of a partition that is not assigned any more. */
        private Long committed;

        RebalancingConsumer() {
            super("none");
        }

        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
            if (rebalancing > 0) {
                throw new RebalanceInProgressException();
            }
            super.commitSync(offsets, timeout);
        }

        @Override
        public synchronized void commitAsync(Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
            super.commitAsync(offsets, callback);
            offsets.forEach((partition, offset) -> committed = offset.offset());
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            rebalancing = Math.max(0, rebalancing - 1);
            return super.poll(timeout);
        }
    }

    @BeforeEach
    void begin() {
        for (long offset = 0; offset < 10; offset++) {
            running.put(offset, new CompletableFuture<>());
        }
        kit = new ConsumerKit(pool, event -> {
            invoked.add(event.id());
            return running.get(event.record().offset());
        });
        BrokerRequests requests = new BrokerRequests(() -> false);
        InitialTopicCheck initialTopic = new InitialTopicCheck(requests, new AbsentBroker());
        SessionContext context = new SessionContext(kit.group(),
                Settings.consumption(Map.of("delivery.commit-interval", "1H"), gate), NO_TIME, kit.context(),
                new StartPositions(Offset.EARLIEST, initialTopic, new TopicIdentity(new AbsentBroker(), "t"), requests),
                requests, earlier);
        partitions = new AssignedPartitions(consumer, context,
                new MembershipFence(consumer, new AbsentBroker().groupTimeouts(), "t"),
                new HeartbeatWatch(consumer, new AbsentBroker().groupTimeouts().session()));
        consumer.updatePartitions("t", List.of(new PartitionInfo("t", 0, null, null, null)));
        consumer.updateBeginningOffsets(Map.of(P0, 0L));
        consumer.updateEndOffsets(Map.of(P0, 10L));
        membership = new GroupMembership(consumer, "t", partitions, new TopicExistenceCheck(new AbsentBroker(), kit.group()));
        membership.begin(false);
        consumer.rebalance(List.of(P0));
    }

    @AfterEach
    void end() {
        kit.close();
        pool.shutdownNow();
    }

    private void deliver(long... offsets) {
        for (long offset : offsets) {
            consumer.addRecord(new ConsumerRecord<>("t", 0, offset, null,
                    ("{\"id\":\"" + offset + "\",\"name\":\"e\"}").getBytes(StandardCharsets.UTF_8)));
        }
        poll();
    }

    private void poll() {
        partitions.dispatch(consumer.poll(Duration.ZERO), membership);
    }

    private Long committed() {
        return consumer.committed;
    }

    private void awaitInvocations(String... ids) {
        await().until(() -> {
            poll();
            return invoked.equals(List.of(ids));
        });
    }

    @Test
    void whatWasFetchedBeforeTheGateOpensIsFetchedAgain() {
        gate.open = false;
        deliver(0, 1);

        assertThat(consumer.position(P0)).isZero();
        assertThat(consumer.paused()).containsExactly(P0);

        gate.open = true;
        poll();
        assertThat(consumer.paused()).isEmpty();
        deliver(0);
        awaitInvocations("0");
    }

    @Test
    void whatComesTooLateForTheOpeningOfTheGateNeedNotWaitForTheNext() {
        gate.open = false;
        deliver(0);

        gate.openings++;
        poll();
        assertThat(consumer.paused()).isEmpty();
        deliver(0);
        awaitInvocations("0");

        deliver(1);
        assertThat(consumer.paused()).containsExactly(P0);
    }

    @Test
    void whatIsSettledIsCommittedBeforeAPartitionGoes() {
        deliver(0, 1, 2);
        running.get(0L).complete(null);
        awaitInvocations("0", "1");

        consumer.rebalance(List.of());

        assertThat(committed()).isEqualTo(1);
        assertThat(partitions.deliveries().partitions()).isEmpty();
    }

    @Test
    void recordsWithoutRoomAreFetchedAgainAndNeverCountAsSettled() {
        long[] more = LongStream.range(0, ConsumerKit.MAX_BUFFERED + 50).toArray();

        deliver(more);

        assertThat(consumer.position(P0)).isEqualTo(ConsumerKit.MAX_BUFFERED);
        assertThat(consumer.paused()).containsExactly(P0);
        assertThat(partitions.deliveries().get(P0).position()).isEqualTo(ConsumerKit.MAX_BUFFERED);
        assertThat(partitions.deliveries().get(P0).committable()).isZero();
    }

    @Test
    void aPartitionThatHasGoneKeepsOnlyRunningInvocations() {
        deliver(0, 1);
        awaitInvocations("0");

        consumer.rebalance(List.of());
        assertThat(earlier.byPartition()).containsOnlyKeys(P0);
        running.get(0L).complete(null);

        await().until(earlier.byPartition()::isEmpty);
    }

    @Test
    void aRunningInvocationIsWaitedForAndCountsIfItEndsInTime() {
        deliver(0, 1);
        awaitInvocations("0");
        CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS).execute(() -> running.get(0L).complete(null));

        DrainReport report = partitions.drain(Duration.ofSeconds(30));
        membership.end(Deadline.in(Duration.ofSeconds(30)));

        assertThat(report).isEqualTo(new DrainReport(1, 0, 1, false));
        assertThat(committed()).isEqualTo(1);
        assertThat(invoked).as("nothing more is dispatched").containsExactly("0");
    }

    @Test
    void theWaitIsBoundedAndALateCompletionIsANoOp() {
        deliver(0, 1);
        awaitInvocations("0");

        consumer.rebalance(List.of());
        assertThat(committed()).as("the start, not the event").isEqualTo(0);
        CompletionStage<Void> ended = earlier.byPartition().get(P0).stop();
        consumer.rebalance(List.of(P0));
        running.get(0L).complete(null);
        await().until(() -> ended.toCompletableFuture().isDone());

        poll();
        assertThat(committed()).as("the late end of an invocation of an earlier assignment").isEqualTo(0);
    }

    @Test
    void theLastWaitIsBoundedAndReported() {
        deliver(0, 1);
        awaitInvocations("0");

        assertThat(partitions.drain(NO_TIME)).isEqualTo(new DrainReport(0, 1, 2, false));
    }

    @Test
    void aLastCommitThatFallsIntoARebalanceWaitsForItsEnd() {
        deliver(0, 1);
        running.get(0L).complete(null);
        awaitInvocations("0", "1");
        partitions.drain(NO_TIME);
        consumer.rebalancing = 3;

        membership.end(Deadline.in(Duration.ofSeconds(30)));

        assertThat(consumer.rebalancing).isZero();
        assertThat(committed()).isEqualTo(1);
    }

    @Test
    void aPartitionThatIsRevokedDuringTheLastWaitIsCommittedBeforeItGoes() {
        deliver(0, 1);
        running.get(0L).complete(null);
        awaitInvocations("0", "1");
        partitions.drain(NO_TIME);
        consumer.rebalancing = 1;
        consumer.schedulePollTask(() -> consumer.rebalance(List.of()));

        membership.end(Deadline.in(Duration.ofSeconds(30)));

        assertThat(committed()).isEqualTo(1);
        assertThat(partitions.deliveries().partitions()).isEmpty();
    }

    @Test
    void aPartitionThatComesBackWaitsForTheRunningInvocation() {
        deliver(0, 1);
        awaitInvocations("0");

        consumer.rebalance(List.of());
        consumer.rebalance(List.of(P0));
        assertThat(consumer.paused()).containsExactly(P0);
        running.get(0L).complete(null);
        await().until(() -> {
            poll();
            return consumer.paused().isEmpty();
        });
    }

    @Test
    void aLostPartitionIsDroppedWithoutACommit() {
        deliver(0, 1);
        running.get(0L).complete(null);
        awaitInvocations("0", "1");
        Long before = committed();

        partitions.lose(Set.of(P0));

        assertThat(committed()).isEqualTo(before);
        assertThat(partitions.deliveries().partitions()).isEmpty();
    }

    @Test
    void aSeekIsCommittedAtOnceAndForgetsWhatWasFetched() {
        deliver(0, 1, 2);
        running.get(0L).complete(null);
        awaitInvocations("0", "1");

        partitions.seek(OptionalInt.of(0), Offset.at(5));
        assertThat(partitions.tryCommit(Duration.ofSeconds(5))).isTrue();
        assertThat(committed()).isEqualTo(5);
        assertThat(consumer.position(P0)).isEqualTo(5);
        running.get(1L).complete(null);
        await().until(() -> {
            poll();
            return consumer.paused().isEmpty();
        });
        deliver(5);

        awaitInvocations("0", "1", "5");
        assertThat(committed()).as("event 2 is passed over, event 5 is not settled").isEqualTo(5);
    }
}
