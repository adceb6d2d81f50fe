package io.quarkiverse.eventstream.runtime.consume;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.runtime.deliver.ConsumerKit;
import io.quarkiverse.eventstream.runtime.deliver.PartitionDelivery;
import io.quarkiverse.eventstream.runtime.model.Position;

class OffsetCommitsTest {

    private static final TopicPartition P0 = new TopicPartition("t", 0);

    private boolean stopping;
    private final ConsumerKit kit = new ConsumerKit(Runnable::run, event -> CompletableFuture.completedStage(null));
    private final SlowConsumer consumer = new SlowConsumer();
    private final OffsetCommits commits = new OffsetCommits(consumer, new TopicIdentity(new AbsentBroker(), "t"),
            new BrokerRequests(() -> stopping),
            kit.group(),
            Duration.ZERO);
    private final PartitionDelivery delivery = new PartitionDelivery(kit.context(), Position.at(0), null);

    /** Answers when the test says so. */
    private static final class SlowConsumer extends MockConsumer<byte[], byte[]> {

        private final List<Long> commits = new ArrayList<>();
        private final Map<TopicPartition, Long> committed = new HashMap<>();
        private Map<TopicPartition, OffsetAndMetadata> offsets;
        private OffsetCommitCallback callback;
        private final List<Duration> timeouts = new ArrayList<>();
        private Runnable beforeCommit = () -> {};
        private boolean refuses;

        SlowConsumer() {
            super("none");
        }

        @Override
        public synchronized void commitAsync(Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
            commits.add(offsets.get(P0).offset());
            this.offsets = offsets;
            this.callback = callback;
        }

        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
            timeouts.add(timeout);
            beforeCommit.run();
            if (refuses) {
                throw new RebalanceInProgressException();
            }
            offsets.forEach((partition, offset) -> committed.put(partition, offset.offset()));
            if (offsets.containsKey(P0)) {
                commits.add(offsets.get(P0).offset());
            }
        }

        void answer(Exception error) {
            callback.onComplete(offsets, error);
        }
    }

    @BeforeEach
    void begin() {
        commits.noteCommitted(P0, 0);
    }

    @AfterEach
    void close() {
        kit.close();
    }

    private void deliver(long... offsets) {
        for (long offset : offsets) {
            delivery.offer(List.of(new ConsumerRecord<>("t", 0, offset, null,
                    ("{\"id\":\"" + offset + "\",\"name\":\"e\"}").getBytes(StandardCharsets.UTF_8))));
        }
        commits.commitIfDue(Map.of(P0, delivery));
    }

    @Test
    void whatIsCommittedIsNotCommittedAgain() {
        deliver(0);
        consumer.answer(null);
        deliver();

        assertThat(consumer.commits).containsExactly(1L);
    }

    @Test
    void aRevocationWaitsForABusyCoordinatorUntilTheServiceStops() {
        deliver(0);
        consumer.beforeCommit = () -> {
            if (!stopping) {
                stopping = true;
                throw new WakeupException();
            }
        };
        commits.commitAndForget(Map.of(P0, delivery));

        assertThat(consumer.timeouts).containsExactly(Duration.ofSeconds(20), Duration.ofSeconds(5));
        assertThat(consumer.committed).containsEntry(P0, 1L);
    }

    @Test
    void oneCommitIsInFlightAtATime() {
        deliver(0);
        deliver(1);
        assertThat(consumer.commits).containsExactly(1L);

        consumer.answer(null);
        deliver();
        assertThat(consumer.commits).containsExactly(1L, 2L);
    }

    @Test
    void whatCouldNotBeCommittedIsRetried() {
        deliver(0);
        consumer.answer(new RetriableCommitFailedException("not now"));
        assertThat(commits.failure()).hasMessage("not now");
        deliver();

        assertThat(consumer.commits).containsExactly(1L, 1L);
        consumer.answer(null);
        assertThat(commits.failure()).isNull();
    }

    @Test
    void aSeekBackToWhatWasCommittedCountsAlsoWhileMoreIsBeingCommitted() {
        deliver(0);
        consumer.answer(null);
        deliver(1, 2, 3);

        commits.commitNow(Map.of(P0, new PartitionDelivery(kit.context(), Position.at(1), null)), Duration.ofSeconds(5));

        assertThat(consumer.commits).containsExactly(1L, 4L, 1L);
    }

    @Test
    void whereTheGroupBeginsIsCommittedBeforeAnythingElseAlsoInPartitionsOfOthers() {
        TopicPartition ofOther = new TopicPartition("t", 1);
        TopicPartition begun = new TopicPartition("t", 2);
        Map<TopicPartition, PartitionDelivery> held = Map.of(begun,
                new PartitionDelivery(kit.context(), Position.at(7), null));
        commits.addStartsOfOthers(Map.of(ofOther, Position.at(8)));
        consumer.refuses = true;

        commits.commitStarts(held);
        commits.commitIfDue(held);
        assertThat(commits.awaitsStart(begun)).isTrue();
        assertThat(consumer.commits).isEmpty();
        consumer.refuses = false;
        commits.commitStarts(held);

        assertThat(commits.awaitsStart(begun)).isFalse();
        assertThat(consumer.committed).containsEntry(begun, 7L).containsEntry(ofOther, 8L);
    }
}
