package io.quarkiverse.eventstream.runtime.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.runtime.envelope.ForeignText;

/**
 * What is asked of the broker beside producing and consuming. The client behind it is there from the first question on.
 * Thread-safe; nothing blocks.
 */
final class KafkaAdmin implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(KafkaAdmin.class);

    private final KafkaProperties properties;

    // Guarded by this.
    private Admin admin;
    private boolean closed;

    KafkaAdmin(KafkaProperties properties) {
        this.properties = properties;
    }

    private synchronized Admin admin() {
        if (closed) {
            throw new IllegalStateException("The stream is closed: the application is stopping");
        }
        if (admin == null) {
            admin = Admin.create(properties.admin());
        }
        return admin;
    }

    /** See {@link io.quarkiverse.eventstream.runtime.stream.StreamConnection#createTopicIfMissing}. */
    CompletionStage<Void> createTopicIfMissing(String topic, String model) {
        KafkaFuture<TopicDescription> exists = admin().describeTopics(List.of(topic)).topicNameValues().get(topic);
        return exists.toCompletionStage()
                .handle((description, error) -> error != null && unwrapped(error) instanceof UnknownTopicOrPartitionException)
                .thenCompose(missing -> missing
                        ? createTopic(topic, model)
                        : KafkaFuture.completedFuture((Void) null).toCompletionStage());
    }

    /**
     * Where partitions end, for who consumes them.
     *
     * @return completes with the offset of the next record to be written to each
     */
    CompletionStage<Map<TopicPartition, Long>> ends(Set<TopicPartition> partitions) {
        Map<TopicPartition, OffsetSpec> latest = partitions.stream()
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        return admin().listOffsets(latest, new ListOffsetsOptions(properties.isolation())).all().toCompletionStage()
                .thenApply(ends -> ends.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset())));
    }

    private CompletionStage<Void> createTopic(String topic, String model) {
        return admin().describeTopics(List.of(model)).topicNameValues().get(model).toCompletionStage()
                .thenCompose(description -> {
                    NewTopic created = new NewTopic(topic, Optional.of(description.partitions().size()), Optional.empty());
                    return admin().createTopics(List.of(created)).values().get(topic).toCompletionStage();
                })
                .handle((nothing, error) -> {
                    Throwable cause = unwrapped(error);
                    if (cause == null) {
                        LOG.infof("Created the topic %s, with as many partitions as %s", topic, model);
                    } else if (!(cause instanceof TopicExistsException)) {
                        LOG.warnf("The topic %s is missing, and the broker does not let this service create it: %s. Create it,"
                                + " or allow it", topic, ForeignText.of(cause.getMessage()));
                    }
                    return null;
                });
    }

    private static Throwable unwrapped(Throwable error) {
        return error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    }

    @Override
    public void close() {
        Admin open;
        synchronized (this) {
            closed = true;
            open = admin;
        }
        if (open != null) {
            open.close(Duration.ZERO);
        }
    }
}
