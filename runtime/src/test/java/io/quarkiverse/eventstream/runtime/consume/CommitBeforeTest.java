package io.quarkiverse.eventstream.runtime.consume;

import static io.quarkiverse.eventstream.runtime.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jboss.logging.Logger.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.runtime.config.CommitPoint;
import io.quarkiverse.eventstream.runtime.config.Settings;
import io.quarkiverse.eventstream.runtime.deliver.ConsumerKit;

/** Offsets that are committed before listeners are invoked, step by step. */
class CommitBeforeTest {

    private static final TopicPartition P0 = new TopicPartition("t", 0);
    private static final Duration NO_TIME = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final List<String> invoked = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> running = new CompletableFuture<>();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final EarlierDeliveries earlier = new EarlierDeliveries();
    private final Committing consumer = new Committing();
    private final ConsumerKit kit = new ConsumerKit(pool, event -> {
        consumer.committedAtInvocations.add(consumer.committed);
        invoked.add(event.id());
        return running;
    }, CommitPoint.BEFORE);
    private final AssignedPartitions partitions = new AssignedPartitions(consumer, context(),
            new MembershipFence(consumer, new AbsentBroker().groupTimeouts(), "t"),
            new HeartbeatWatch(consumer, new AbsentBroker().groupTimeouts().session()));
    private final GroupMembership membership = new GroupMembership(consumer, "t", partitions,
            new TopicExistenceCheck(new AbsentBroker(), kit.group()));

    private static final class Committing extends MockConsumer<byte[], byte[]> {

        private final List<Long> committedAtInvocations = new CopyOnWriteArrayList<>();
        private final List<Long> commits = new ArrayList<>();
        private volatile long committed = -1;
        private boolean rebalancing;
        private boolean timesOut;

        Committing() {
            super("none");
        }

        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
            if (rebalancing) {
                throw new RebalanceInProgressException();
            }
            super.commitSync(offsets, timeout);
            committed = offsets.get(P0).offset();
            commits.add(committed);
            if (timesOut) {
                throw new TimeoutException("The coordinator did not answer");
            }
        }
    }

    private SessionContext context() {
        BrokerRequests requests = new BrokerRequests(stopping::get);
        InitialTopicCheck initialTopic = new InitialTopicCheck(requests, new AbsentBroker());
        return new SessionContext(kit.group(),
                Settings.consumption(Map.of("delivery.commit-interval", "1H"), DispatchGate.NONE), NO_TIME, kit.context(),
                new StartPositions(Offset.EARLIEST, initialTopic, new TopicIdentity(new AbsentBroker(), "t"), requests),
                requests, earlier);
    }

    @AfterEach
    void end() {
        running.complete(null);
        kit.close();
        pool.shutdownNow();
    }

    private void deliver(int count) {
        consumer.updatePartitions("t", List.of(new PartitionInfo("t", 0, null, null, null)));
        consumer.updateBeginningOffsets(Map.of(P0, 0L));
        consumer.updateEndOffsets(Map.of(P0, (long) count));
        membership.begin(false);
        consumer.rebalance(List.of(P0));
        add(count);
        poll();
    }

    private void add(int count) {
        LongStream.range(0, count).forEach(offset -> consumer.addRecord(new ConsumerRecord<>("t", 0, offset, null,
                ("{\"id\":\"" + offset + "\",\"name\":\"e\"}").getBytes(StandardCharsets.UTF_8))));
    }

    private void poll() {
        partitions.dispatch(consumer.poll(Duration.ZERO), membership);
    }

    @Test
    void recordsAreCommittedBeforeTheyAreDispatched() {
        deliver(3);
        running.complete(null);

        await().untilAsserted(() -> assertThat(invoked).containsExactly("0", "1", "2"));
        assertThat(consumer.committedAtInvocations).containsOnly(3L);
        assertThat(consumer.commits).as("where the group begins, and the records").containsExactly(0L, 3L);
    }

    @Test
    void nothingIsDispatchedWhileTheGroupAcceptsNoCommit() {
        consumer.schedulePollTask(() -> consumer.rebalancing = true);
        deliver(3);

        assertThat(consumer.position(P0)).as("they are fetched again").isZero();
        assertThat(partitions.deliveries().get(P0).unfinished()).isZero();
        consumer.rebalancing = false;
        add(3);
        poll();

        await().untilAsserted(() -> assertThat(invoked).containsExactly("0"));
        assertThat(consumer.committed).isEqualTo(3);
    }

    @Test
    void aCommitThatMayHaveBeenAcceptedIsTakenBackWhenThePartitionGoes() {
        consumer.schedulePollTask(() -> consumer.timesOut = true);
        deliver(3);
        assertThat(consumer.committed).isEqualTo(3);

        consumer.timesOut = false;
        consumer.rebalance(List.of());

        assertThat(consumer.committed).as("nothing was dispatched").isZero();
        assertThat(invoked).isEmpty();
    }

    @Test
    void recordsWithoutRoomAreNotCommitted() {
        deliver(ConsumerKit.MAX_BUFFERED + 50);

        assertThat(consumer.committed).isEqualTo(ConsumerKit.MAX_BUFFERED);
        assertThat(consumer.position(P0)).isEqualTo(ConsumerKit.MAX_BUFFERED);
        assertThat(consumer.paused()).containsExactly(P0);
    }

    @Test
    void aRevokedPartitionIsDeliveredToItsLastRecord() {
        deliver(3);
        await().until(() -> !invoked.isEmpty());

        consumer.rebalance(List.of());
        assertThat(earlier.byPartition()).containsOnlyKeys(P0);
        running.complete(null);

        await().until(earlier.byPartition()::isEmpty);
        assertThat(invoked).containsExactly("0", "1", "2");
    }

    @Test
    void aRevokedPartitionThatComesBackWaitsForItsEarlierRecords() {
        deliver(3);
        await().until(() -> !invoked.isEmpty());
        consumer.rebalance(List.of());
        consumer.rebalance(List.of(P0));

        assertThat(consumer.paused()).containsExactly(P0);
        running.complete(null);

        await().until(() -> {
            poll();
            return consumer.paused().isEmpty();
        });
        assertThat(invoked).containsExactly("0", "1", "2");
    }

    @Test
    void aDrainDeliversThemAndReportsNoLoss() {
        deliver(3);
        running.complete(null);

        DrainReport report = partitions.drain(LONG);

        assertThat(report.unsettled()).isZero();
        assertThat(invoked).containsExactly("0", "1", "2");
    }

    @Test
    void aStopThatTakesTooLongDropsThemAndReportsTheLoss() {
        deliver(3);
        await().until(() -> !invoked.isEmpty());
        stopping.set(true);

        DrainReport report = partitions.drain(NO_TIME);
        running.complete(null);

        assertThat(report).isEqualTo(new DrainReport(0, 1, 3, true)).hasToString("0 running invocations ended in time, 1 did"
                + " not; 3 events are lost: they were committed before their listeners completed them (commit=before)");
        assertThat(report.level()).isEqualTo(Level.WARN);
        partitions.release();
        await().until(earlier.byPartition()::isEmpty);
        assertThat(invoked).containsExactly("0");
    }
}
