package io.quarkiverse.eventstream.runtime.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/**
 * Determines why a topic takes no records although the broker answers: Kafka's client sends them again and again, and does not say why. Asks
 * for the replicas of the partitions and the settings of the topic, once in a while, and only while records of the topic are stuck.
 * Thread-safe; nothing blocks.
 */
final class TopicDiagnosis {

    private static final Logger LOG = Logger.getLogger(TopicDiagnosis.class);
    private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();

    private final KafkaAdmin admin;
    private final IntSupplier batchSize;
    /** Of the topics whose records are stuck. */
    private final Map<String, Examination> examinations = new ConcurrentHashMap<>();

    /** The finding is null if there is none, or none yet. */
    private record Examination(String finding, long began) {}

    /**
     * What a topic demands of records. Its settings are empty if the service may not know them.
     *
     * @param minInSync how many replicas must have a record
     * @param maxBytes the size of the largest batch
     */
    record Demands(List<TopicPartitionInfo> partitions, OptionalInt minInSync, OptionalInt maxBytes) {}

    /** @param batchSize the bytes that the producer sends together */
    TopicDiagnosis(KafkaAdmin admin, IntSupplier batchSize) {
        this.admin = admin;
        this.batchSize = batchSize;
    }

    /** What keeps a topic from taking records, and the remedy; empty if that is not known. */
    Optional<String> lastFinding(String topic) {
        return Optional.ofNullable(examinations.get(topic)).map(Examination::finding);
    }

    /** Those of all topics. */
    List<String> lastFindings() {
        return examinations.values().stream().map(Examination::finding).filter(Objects::nonNull).sorted().toList();
    }

    /** Records of a topic are stuck: starts an examination, unless there was one recently. */
    void examineSoon(String topic) {
        Examination last = examinations.get(topic);
        long now = System.nanoTime();
        if (last == null || now - last.began() >= FRESH_NANOS) {
            examinations.put(topic, new Examination(last == null ? null : last.finding(), now));
            admin.demands(topic).whenComplete((demands, error) -> {
                if (error == null) {
                    found(topic, finding(topic, demands).orElse(null), Level.WARN);
                } else if (KafkaAdmin.unwrapped(error) instanceof UnknownTopicOrPartitionException) {
                    // Refusals warns of that.
                    found(topic, "The broker has no topic " + topic, Level.DEBUG);
                } else {
                    LOG.debugf(error, "What the topic %s demands is not known", topic);
                }
            });
        }
    }

    /** Unless a record was written meanwhile. */
    private void found(String topic, String finding, Level level) {
        examinations.computeIfPresent(topic, (same, last) -> {
            if (finding != null && !finding.equals(last.finding())) {
                LOG.log(level, finding);
            }
            return new Examination(finding, last.began());
        });
    }

    /** A record of the topic was written. */
    void forget(String topic) {
        Examination last = examinations.remove(topic);
        if (last != null && last.finding() != null) {
            LOG.infof("The topic %s takes records again", topic);
        }
    }

    private Optional<String> finding(String topic, Demands demands) {
        return replicas(topic, demands).or(() -> size(topic, demands));
    }

    private static Optional<String> replicas(String topic, Demands demands) {
        List<TopicPartitionInfo> partitions = demands.partitions();
        List<TopicPartitionInfo> headless = partitions.stream().filter(partition -> partition.leader() == null).toList();
        if (!headless.isEmpty()) {
            return Optional.of("The topic " + topic + " has no leader for " + share(headless, partitions)
                    + ". Start the brokers that have their replicas");
        }
        int minInSync = demands.minInSync().orElse(Integer.MAX_VALUE);
        List<TopicPartitionInfo> lacking = partitions.stream().filter(partition -> partition.isr().size() < minInSync
                && partition.isr().size() < partition.replicas().size()).toList();
        if (lacking.isEmpty()) {
            return Optional.empty();
        }
        TopicPartitionInfo first = lacking.get(0);
        return Optional.of("The topic " + topic + " lacks replicas in sync for " + share(lacking, partitions)
                + ": partition " + first.partition() + " has " + first.isr().size() + " of " + first.replicas().size()
                + (demands.minInSync().isPresent() ? ", and min.insync.replicas is " + minInSync : "")
                + ". Start the brokers that have the others, or lower min.insync.replicas");
    }

    /** Kafka's client splits a batch that the broker finds too large into batches of its own size, which may be too large as well. */
    private Optional<String> size(String topic, Demands demands) {
        int together = batchSize.getAsInt();
        return demands.maxBytes().orElse(together) >= together
                ? Optional.empty()
                : Optional.of("The topic " + topic + " takes at most " + demands.maxBytes().getAsInt()
                        + " bytes at once (max.message.bytes), and the producer sends up to " + together
                        + " together. Set the producer's batch.size to that at most");
    }

    private static String share(List<TopicPartitionInfo> some, List<TopicPartitionInfo> all) {
        return some.size() + " of its " + all.size() + " partitions";
    }
}
