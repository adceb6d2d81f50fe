package io.quarkiverse.eventstream.runtime.consume;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.runtime.listen.ConsumerKit;
import io.quarkiverse.eventstream.runtime.listen.PartitionDelivery;
import io.quarkiverse.eventstream.runtime.listen.Position;

class OffsetCommitsTest {

    private static final TopicPartition P0 = new TopicPartition("t", 0);

    private final ConsumerKit kit = new ConsumerKit(Runnable::run, event -> CompletableFuture.completedStage(null));
    private final SlowConsumer consumer = new SlowConsumer();
    private final OffsetCommits commits = new OffsetCommits(consumer, new TopicAtFirst(new BrokerQuestions(() -> false), null),
            "t",
            Duration.ZERO);
    private final PartitionDelivery delivery = new PartitionDelivery(kit.context(), Position.at(0), null);

    /** Answers when it is told to. */
    private static final class SlowConsumer extends MockConsumer<byte[], byte[]> {

        private final List<Long> commits = new ArrayList<>();
        private Map<TopicPartition, OffsetAndMetadata> offsets;
        private OffsetCommitCallback callback;

        SlowConsumer() {
            super("earliest");
        }

        @Override
        public synchronized void commitAsync(Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
            commits.add(offsets.get(P0).offset());
            this.offsets = offsets;
            this.callback = callback;
        }

        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
            commits.add(offsets.get(P0).offset());
        }

        void answer(Exception error) {
            callback.onComplete(offsets, error);
        }
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
    void oneIsUnderWayAtATime() {
        deliver(0);
        deliver(1);
        assertThat(consumer.commits).containsExactly(1L);

        consumer.answer(null);
        deliver();
        assertThat(consumer.commits).containsExactly(1L, 2L);
    }

    @Test
    void whatCouldNotBeCommittedIsTriedAgain() {
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
}
