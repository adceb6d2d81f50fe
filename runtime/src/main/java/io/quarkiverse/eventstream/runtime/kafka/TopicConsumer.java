package io.quarkiverse.eventstream.runtime.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.utils.ExponentialBackoff;
import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.runtime.BusThreads;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.listen.DeadLetters;
import io.quarkiverse.eventstream.runtime.listen.DeliveryContext;
import io.quarkiverse.eventstream.runtime.listen.ListenerGroup;
import io.quarkiverse.eventstream.runtime.stream.Consumption;
import io.quarkiverse.eventstream.runtime.stream.StreamSettings;

/**
 * Consumes one topic for one group of listeners, on a thread of its own that does nothing but poll, hand out and commit: so the
 * group membership lives however long a listener takes. If that thread fails it starts afresh, after a growing delay.
 */
final class TopicConsumer implements Consumption {

    private static final Logger LOG = Logger.getLogger(TopicConsumer.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration LEAVE = Duration.ofSeconds(2);

    private final ListenerGroup group;
    private final KafkaProperties properties;
    private final StreamSettings settings;
    private final DeliveryContext context;
    private final ExponentialBackoff restartDelay = new ExponentialBackoff(500, 2, 30_000, 0.2);
    private final BrokerQuestions questions;
    private final TopicAtFirst topicAtFirst;
    private final StartPositions startPositions;
    private final Map<TopicPartition, CompletionStage<Void>> endingCalls = new HashMap<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private volatile Consumer<byte[], byte[]> consumer;
    private volatile AssignedPartitions assigned;

    TopicConsumer(ListenerGroup group, KafkaProperties properties, StreamSettings settings, EventCodec codec,
            BusThreads threads, DeadLetters deadLetters) {
        this.group = group;
        this.properties = properties;
        this.settings = settings;
        this.context = new DeliveryContext(group, codec, threads, deadLetters, settings.config().delivery().maxBuffered(),
                this::wakeUp, () -> {});
        this.questions = new BrokerQuestions(this::isStopping);
        this.topicAtFirst = new TopicAtFirst(questions);
        this.startPositions = new StartPositions(group.startOffset(), topicAtFirst, questions);
    }

    void start() {
        Thread thread = new Thread(this::run, "eventstream-" + group.fullTopic());
        thread.setDaemon(true);
        thread.start();
    }

    CompletionStage<Void> stopped() {
        return stopped;
    }

    @Override
    public void listenersChanged() {
        AssignedPartitions partitions = assigned;
        if (partitions != null) {
            partitions.wakeDeliveries();
        }
    }

    @Override
    public CompletionStage<Void> stop() {
        stopping.countDown();
        AssignedPartitions partitions = assigned;
        if (partitions != null) {
            partitions.stopHandingOut();
        }
        wakeUp();
        return stopped;
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private void wakeUp() {
        Consumer<?, ?> polling = consumer;
        if (polling != null) {
            polling.wakeup();
        }
    }

    private void run() {
        int failures = 0;
        try {
            while (!isStopping()) {
                long began = System.nanoTime();
                try {
                    consume();
                } catch (Throwable failure) {
                    if (isStopping()) {
                        LOG.debugf(failure, "Consuming %s ended while it was being stopped", group);
                        break;
                    }
                    boolean ranWell = System.nanoTime() - began > TimeUnit.MINUTES.toNanos(1);
                    failures = ranWell ? 0 : failures;
                    long delay = restartDelay.backoff(failures++);
                    LOG.errorf(failure, "Consuming %s failed; it starts again in %d ms. Nothing is lost: what was not"
                            + " committed will be delivered", group, delay);
                    stopping.await(delay, TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stopped.complete(null);
        }
    }

    private void consume() {
        Consumer<byte[], byte[]> polling = new KafkaConsumer<>(properties.consumer(group.fullGroup()));
        AssignedPartitions partitions = new AssignedPartitions(polling, group, settings, context, startPositions,
                topicAtFirst, questions, endingCalls);
        Assignment assignment = group.fullGroup() == null
                ? new WholeTopic(polling, group.fullTopic(), partitions, questions)
                : new GroupMembership(polling, group.fullTopic(), partitions);
        assigned = partitions;
        consumer = polling;
        try {
            if (!isStopping()) {
                topicAtFirst.look(polling, group.fullTopic());
                assignment.begin();
            }
            while (!isStopping()) {
                assignment.refresh();
                ConsumerRecords<byte[], byte[]> records = poll(polling);
                if (!isStopping()) {
                    partitions.handOut(records);
                }
            }
        } finally {
            consumer = null;
            try {
                partitions.letGo(Set.copyOf(partitions.all()), settings.drainTimeout());
            } finally {
                assigned = null;
                polling.close(CloseOptions.timeout(LEAVE));
            }
        }
    }

    private static ConsumerRecords<byte[], byte[]> poll(Consumer<byte[], byte[]> consumer) {
        try {
            return consumer.poll(POLL);
        } catch (WakeupException e) {
            return ConsumerRecords.empty();
        }
    }
}
