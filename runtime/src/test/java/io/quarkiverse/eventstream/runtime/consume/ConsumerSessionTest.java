package io.quarkiverse.eventstream.runtime.consume;

import static io.quarkiverse.eventstream.runtime.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.runtime.listen.ConsumerKit;
import io.quarkiverse.eventstream.runtime.observe.GroupObservation;
import io.quarkiverse.eventstream.runtime.stream.Settings;

/**
 * What a session tells of how it stands.
 */
class ConsumerSessionTest {

    private static final TopicPartition P0 = new TopicPartition("t", 0);

    private final AtomicInteger settled = new AtomicInteger();
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final ConsumerKit kit = new ConsumerKit(pool, event -> new CompletableFuture<>(),
            new GroupObservation() {

                @Override
                public void settled() {
                    settled.incrementAndGet();
                }
            });
    private final BrokerQuestions questions = new BrokerQuestions(() -> false);
    private final TopicAtFirst topicAtFirst = new TopicAtFirst(questions, new AbsentBroker());
    private final SilentConsumer consumer = new SilentConsumer();
    private final StopSignal stop = new StopSignal();
    private final List<OptionalLong> lags = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    /** Gets no answer for some time. */
    private static final class SilentConsumer extends MockConsumer<byte[], byte[]> {

        private int silent;

        SilentConsumer() {
            super("earliest");
        }

        @Override
        public synchronized Map<String, List<PartitionInfo>> listTopics(Duration timeout) {
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

    private void run() {
        AssignedPartitions partitions = new AssignedPartitions(consumer, kit.group(), Settings.of(Map.of()),
                Duration.ofMillis(50), kit.context(), new StartPositions(Offset.EARLIEST, topicAtFirst, questions),
                topicAtFirst, questions, new HashMap<>(),
                new MembershipFence(consumer, new AbsentBroker().groupTimeouts(), "t"));
        GroupLag lag = new GroupLag(consumer, null, Runnable::run);
        ConsumerSession session = new ConsumerSession(consumer, partitions, new GroupMembership(consumer, "t", partitions),
                new ConcurrentLinkedQueue<>(), stop, () -> lags.add(lag.measure(partitions.deliveries())));
        pool.execute(() -> session.run(topicAtFirst, "t", complaints::add));
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
        assertThat(lags.stream().filter(OptionalLong::isPresent).map(OptionalLong::getAsLong)).containsOnly(10L);
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
}
