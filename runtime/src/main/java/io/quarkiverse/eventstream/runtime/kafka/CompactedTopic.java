package io.quarkiverse.eventstream.runtime.kafka;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;

/**
 * Creates a compacted topic with as many partitions as another one, or adds those that are missing. Nothing blocks.
 *
 * @param topic the compacted topic
 * @param model the other one
 */
record CompactedTopic(KafkaAdmin admin, String topic, String model) {

    private static final Logger LOG = Logger.getLogger(CompactedTopic.class);
    /** A compacted topic keeps the last record of each key for ever. */
    private static final Set<String> OF_RETENTION = Set.of(TopicConfig.RETENTION_MS_CONFIG, TopicConfig.RETENTION_BYTES_CONFIG);

    /** See {@link io.quarkiverse.eventstream.spi.StreamConnection#createCompactedTopic}. */
    CompletionStage<Void> create() {
        return partitions(model).thenCompose(wanted -> partitions(topic)
                .handle((present, error) -> {
                    if (error == null) {
                        return present < wanted ? grow(wanted) : requireCompacted();
                    }
                    return KafkaAdmin.unwrapped(error) instanceof UnknownTopicOrPartitionException
                            ? create(wanted)
                            : CompletableFuture.<Void>failedStage(error);
                }).thenCompose(stage -> stage))
                .exceptionallyCompose(error -> CompletableFuture.failedStage(explained(KafkaAdmin.unwrapped(error))));
    }

    private CompletionStage<Integer> partitions(String of) {
        return admin.ask(client -> client.describeTopics(List.of(of)).topicNameValues().get(of))
                .thenApply(TopicDescription::partitions).thenApply(List::size);
    }

    private CompletionStage<Void> grow(int partitions) {
        return requireCompacted().thenCompose(nothing -> admin
                .ask(client -> client.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions))).all()));
    }

    private CompletionStage<Void> create(int partitions) {
        return admin.limits(model).thenCompose(limits -> {
            Map<String, String> settings = new TreeMap<>(limits);
            settings.keySet().removeAll(OF_RETENTION);
            settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
            NewTopic created = new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(settings);
            return admin.ask(client -> client.createTopics(List.of(created)).values().get(topic))
                    .thenRun(() -> LOG.infof("Created the topic %s, with as many partitions as %s, and %s", topic, model,
                            settings));
        }).exceptionallyCompose(error -> KafkaAdmin.unwrapped(error) instanceof TopicExistsException
                // Another instance was first.
                ? CompletableFuture.completedStage(null)
                : CompletableFuture.failedStage(error));
    }

    /** Another policy would delete what has to be kept. Without the right to ask, the topic is taken for compacted. */
    private CompletionStage<Void> requireCompacted() {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.ask(client -> client.describeConfigs(List.of(resource)).values().get(resource))
                .thenApply(config -> config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value())
                .exceptionallyCompose(error -> KafkaAdmin.unwrapped(error) instanceof AuthorizationException
                        ? CompletableFuture.completedStage(TopicConfig.CLEANUP_POLICY_COMPACT)
                        : CompletableFuture.failedStage(error))
                .thenCompose(policy -> policy.equals(TopicConfig.CLEANUP_POLICY_COMPACT)
                        ? CompletableFuture.completedStage(null)
                        : CompletableFuture.failedStage(new EventStreamException("The topic " + topic
                                + " has the cleanup.policy " + policy
                                + ", with which it would lose records that are needed. Set it"
                                + " to compact")));
    }

    private Throwable explained(Throwable error) {
        if (error instanceof EventStreamException) {
            return error;
        }
        String reason = error instanceof AuthorizationException
                ? "the broker does not let this client create, describe or extend it (" + UntrustedText.of(error.getMessage())
                        + "). Allow it CREATE, ALTER and DESCRIBE on " + topic + ", and DESCRIBE on " + model
                        + ", or create the topic"
                        + " with cleanup.policy=compact and the partitions of " + model
                : error + ". Create it with cleanup.policy=compact and the partitions of " + model + ", or try again";
        return new EventStreamException("The compacted topic " + topic + " is not ready: " + reason, error);
    }
}
