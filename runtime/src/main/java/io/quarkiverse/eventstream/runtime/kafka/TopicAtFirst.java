package io.quarkiverse.eventstream.runtime.kafka;

import java.util.Collection;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * How many partitions the topic had when its consumption began: whatever is in one that was added later was published after
 * that, and must not be passed over. A group remembers the number in what it commits, so that a member that comes later, or
 * comes back, knows it too. Confined to the polling thread.
 */
final class TopicAtFirst {

    private static final Pattern RECORD = Pattern.compile("partitions=(\\d{1,9})");
    private static final int NOT_LEARNT = -1;

    private final BrokerQuestions questions;
    private boolean missing;
    private int partitions = NOT_LEARNT;

    TopicAtFirst(BrokerQuestions questions) {
        this.questions = questions;
    }

    /** Notices whether the topic is there yet, before the consumer asks for it, which may create it. Waits for the broker. */
    void look(Consumer<?, ?> consumer, String topic) {
        while (partitions == NOT_LEARNT) {
            try {
                // Once missing, the topic came later, whichever session finds it.
                missing |= !questions.ask(consumer::listTopics).containsKey(topic);
                return;
            } catch (TimeoutException e) {
                // The broker is away, which Kafka's client logs: there is nothing to consume yet.
            }
        }
    }

    /** What was looked for may not be seen by this service, so that it was not found says nothing. */
    void wasHidden() {
        missing = false;
    }

    /**
     * Settles the number when the first partitions are there.
     *
     * @param committed what a group has committed of all partitions; nulls are passed over
     * @param now how many partitions there are now
     */
    void learn(Collection<OffsetAndMetadata> committed, int now) {
        if (partitions == NOT_LEARNT) {
            OptionalInt recorded = committed.stream().filter(Objects::nonNull)
                    .map(offset -> RECORD.matcher(offset.metadata())).filter(Matcher::matches)
                    .mapToInt(record -> Integer.parseInt(record.group(1))).min();
            partitions = recorded.orElse(missing ? 0 : now);
        }
    }

    /** Whether a partition was there when consumption began. */
    boolean had(TopicPartition partition) {
        return partition.partition() < partitions;
    }

    /** What to commit with an offset, for members to come. */
    OffsetAndMetadata commit(long offset) {
        return new OffsetAndMetadata(offset, "partitions=" + partitions);
    }
}
