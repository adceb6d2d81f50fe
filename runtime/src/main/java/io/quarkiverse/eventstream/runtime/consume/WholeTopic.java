package io.quarkiverse.eventstream.runtime.consume;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Every partition of a topic, without a group. The topic may not exist yet, may get more partitions, and may be deleted: then it is
 * not fetched until it is there again, since Kafka's client would log a warning for each fetch.
 */
final class WholeTopic implements Assignment {

    /** The client knows the partitions, and when they are gone: it is not the broker that is asked. */
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LOOK_FOR_TOPIC_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Consumer<?, ?> consumer;
    private final String topic;
    private final AssignedPartitions partitions;
    private final BrokerQuestions questions;
    private final AwaitedTopic awaited;
    private boolean isNew;
    private final List<TopicPartition> known = new ArrayList<>();
    private long lastLook;

    WholeTopic(Consumer<?, ?> consumer, String topic, AssignedPartitions partitions, BrokerQuestions questions,
            AwaitedTopic awaited) {
        this.consumer = consumer;
        this.topic = topic;
        this.partitions = partitions;
        this.questions = questions;
        this.awaited = awaited;
    }

    @Override
    public void begin(boolean isNew) {
        this.isNew = isNew;
        look();
    }

    @Override
    public void refresh() {
        long patience = known.isEmpty() ? LOOK_FOR_TOPIC_NANOS : LOOK_AGAIN_NANOS;
        if (System.nanoTime() - lastLook >= patience) {
            look();
        }
    }

    @Override
    public boolean canPoll() {
        return !known.isEmpty();
    }

    @Override
    public boolean isAnswered() {
        return known.isEmpty() && awaited.hasAnswered();
    }

    private void look() {
        lastLook = System.nanoTime();
        if (isNew && known.isEmpty() && !awaited.isThere()) {
            return;
        }
        List<PartitionInfo> infos = questions.ask(() -> consumer.partitionsFor(topic));
        if (infos.isEmpty() && !known.isEmpty()) {
            partitions.topicIsGone();
            known.clear();
            consumer.unsubscribe();
            // That it is missing has been said.
            isNew = false;
        }
        List<TopicPartition> added = new ArrayList<>();
        for (PartitionInfo info : infos) {
            TopicPartition partition = new TopicPartition(topic, info.partition());
            if (!known.contains(partition)) {
                added.add(partition);
            }
        }
        if (!added.isEmpty()) {
            known.addAll(added);
            consumer.assign(known);
            partitions.addWithoutGroup(added);
        }
    }
}
