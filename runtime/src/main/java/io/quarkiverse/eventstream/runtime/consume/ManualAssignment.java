package io.quarkiverse.eventstream.runtime.consume;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * All partitions of a topic, without a group. The topic may be missing at first, may get more partitions, and may be deleted. A
 * topic that was deleted is not fetched until it exists again, because Kafka's client would log a warning for each fetch.
 */
final class ManualAssignment implements Assignment {

    /** Cheap: the client answers from its metadata. */
    private static final long CHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long CHECK_FOR_TOPIC_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Consumer<?, ?> consumer;
    private final String topic;
    private final AssignedPartitions partitions;
    private final BrokerRequests requests;
    private final TopicExistenceCheck existence;
    /** Whether to check that the topic exists before the consumer requests it: it was missing at first. */
    private boolean checksExistence;
    private final List<TopicPartition> assigned = new ArrayList<>();
    private long lastCheck;

    ManualAssignment(Consumer<?, ?> consumer, String topic, AssignedPartitions partitions, BrokerRequests requests,
            TopicExistenceCheck existence) {
        this.consumer = consumer;
        this.topic = topic;
        this.partitions = partitions;
        this.requests = requests;
        this.existence = existence;
    }

    @Override
    public void begin(boolean topicWasMissing) {
        checksExistence = topicWasMissing;
        check();
    }

    @Override
    public void refresh() {
        long interval = assigned.isEmpty() ? CHECK_FOR_TOPIC_NANOS : CHECK_NANOS;
        if (System.nanoTime() - lastCheck >= interval) {
            check();
        }
    }

    @Override
    public boolean canPoll() {
        return !assigned.isEmpty();
    }

    @Override
    public boolean takeAnswered() {
        return assigned.isEmpty() && existence.takeAnswered();
    }

    private void check() {
        lastCheck = System.nanoTime();
        if (checksExistence && assigned.isEmpty() && !existence.mayRequest()) {
            return;
        }
        List<PartitionInfo> found = requests.send(() -> consumer.partitionsFor(topic));
        if (found.isEmpty() && !assigned.isEmpty()) {
            partitions.dropDeletedTopic();
            assigned.clear();
            consumer.unsubscribe();
            // The deletion was logged: the topic need not be reported as missing too.
            checksExistence = false;
        }
        List<TopicPartition> added = found.stream().map(info -> new TopicPartition(topic, info.partition()))
                .filter(partition -> !assigned.contains(partition)).toList();
        if (!added.isEmpty()) {
            assigned.addAll(added);
            consumer.assign(assigned);
            partitions.addWithoutGroup(added);
        }
    }
}
