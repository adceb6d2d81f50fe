package io.quarkiverse.eventstream.runtime.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.runtime.kafka.TopicDiagnosis.Demands;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;

/**
 * Requests to the broker other than producing and consuming. The client is made for the first request, on another thread, because the caller
 * may be on an event loop. Thread-safe; nothing blocks.
 */
final class KafkaAdmin implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(KafkaAdmin.class);
    /** The settings that a dead-letter topic inherits from the topic of its letters, if that has its own. */
    private static final Set<String> INHERITED = Set.of(TopicConfig.RETENTION_MS_CONFIG, TopicConfig.RETENTION_BYTES_CONFIG,
            TopicConfig.COMPRESSION_TYPE_CONFIG, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
    /** Bytes for the headers that the bus adds to a record. */
    private static final int ROOM_FOR_HEADERS = 8 << 10;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TopicClients clients;
    private final Executor maker;

    // Guarded by this.
    private CompletableFuture<Admin> admin;
    private boolean closed;

    /** Without a client. */
    KafkaAdmin(TopicClients clients, Executor maker) {
        this.clients = clients;
        this.maker = maker;
    }

    private synchronized CompletionStage<Admin> admin() {
        if (closed) {
            return CompletableFuture
                    .failedStage(new IllegalStateException("The stream is closed: the application is stopping"));
        }
        if (admin == null || admin.isCompletedExceptionally()) {
            admin = CompletableFuture.supplyAsync(() -> Admin.create(clients.admin("admin")), maker);
        }
        return admin;
    }

    <T> CompletionStage<T> ask(Function<Admin, KafkaFuture<T>> request) {
        return admin().thenCompose(client -> request.apply(client).toCompletionStage());
    }

    /** See {@link io.quarkiverse.eventstream.spi.StreamConnection#createTopicIfMissing}. */
    CompletionStage<Void> createTopicIfMissing(String topic, String model) {
        return ask(client -> client.describeTopics(List.of(topic)).topicNameValues().get(topic))
                .handle((description, error) -> error != null && unwrapped(error) instanceof UnknownTopicOrPartitionException)
                .thenCompose(missing -> missing ? createTopic(topic, model) : CompletableFuture.completedStage(null));
    }

    /**
     * Whether a topic exists, with a leader for each partition. The stage fails if that is not known.
     */
    CompletionStage<Boolean> exists(String topic) {
        DescribeTopicsOptions options = new DescribeTopicsOptions().timeoutMs(Math.toIntExact(PATIENCE.toMillis()));
        return ask(client -> client.describeTopics(List.of(topic), options).topicNameValues().get(topic))
                .handle((description, error) -> {
                    if (error == null) {
                        return description.partitions().stream().allMatch(partition -> partition.leader() != null);
                    }
                    if (unwrapped(error) instanceof UnknownTopicOrPartitionException) {
                        return false;
                    }
                    throw new CompletionException(named(topic, unwrapped(error)));
                });
    }

    /** What a topic demands of records. The stage fails if its replicas are not known. */
    CompletionStage<Demands> demands(String topic) {
        DescribeTopicsOptions options = new DescribeTopicsOptions().timeoutMs(Math.toIntExact(PATIENCE.toMillis()));
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        CompletionStage<Config> config = ask(client -> client.describeConfigs(List.of(resource)).values().get(resource))
                .exceptionally(error -> new Config(List.of()));
        return ask(client -> client.describeTopics(List.of(topic), options).topicNameValues().get(topic))
                .thenCombine(config, (description, settings) -> new Demands(description.partitions(),
                        number(settings, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG),
                        number(settings, TopicConfig.MAX_MESSAGE_BYTES_CONFIG)));
    }

    private static OptionalInt number(Config config, String name) {
        ConfigEntry entry = config.get(name);
        return entry == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(entry.value()));
    }

    /** The offsets where partitions end for consumers. */
    CompletionStage<Map<TopicPartition, Long>> ends(Set<TopicPartition> partitions) {
        Map<TopicPartition, OffsetSpec> latest = partitions.stream()
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        return ask(client -> client.listOffsets(latest, new ListOffsetsOptions(clients.isolation())).all())
                .thenApply(ends -> ends.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset())));
    }

    /** See {@link io.quarkiverse.eventstream.spi.Broker#topicId}. */
    CompletionStage<Optional<Uuid>> topicId(String topic) {
        return ask(client -> client.describeTopics(List.of(topic)).topicNameValues().get(topic))
                .thenApply(description -> Optional.of(description.topicId()))
                .exceptionallyCompose(error -> unwrapped(error) instanceof UnknownTopicOrPartitionException
                        ? CompletableFuture.completedStage(Optional.empty())
                        : CompletableFuture.failedStage(named(topic, unwrapped(error))));
    }

    /** Kafka's answer to a question about one topic does not name it. */
    private static Throwable named(String topic, Throwable error) {
        return error instanceof TopicAuthorizationException ? new TopicAuthorizationException(Set.of(topic)) : error;
    }

    private CompletionStage<Void> createTopic(String topic, String model) {
        return ask(client -> client.describeTopics(List.of(model)).topicNameValues().get(model))
                .thenCombine(limits(model), (description, limits) -> new NewTopic(topic,
                        Optional.of(description.partitions().size()), Optional.empty()).configs(limits))
                .thenCompose(created -> ask(client -> client.createTopics(List.of(created)).values().get(topic))
                        .thenRun(() -> LOG.infof("Created the topic %s, with as many partitions as %s, and %s", topic, model,
                                created.configs())))
                .exceptionally(error -> {
                    Throwable cause = unwrapped(error);
                    if (!(cause instanceof TopicExistsException)) {
                        LOG.warnf("The topic %s is missing, and the broker does not let this service create it: %s. Create it,"
                                + " or allow it", topic, UntrustedText.of(cause.getMessage()));
                    }
                    return null;
                });
    }

    /**
     * The settings with which a topic accepts the records of another one, and keeps them as long. Letters are never compacted: those of
     * one key are different letters.
     */
    CompletionStage<Map<String, String>> limits(String model) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, model);
        return ask(client -> client.describeConfigs(List.of(resource)).values().get(resource)).handle((config, error) -> {
            Map<String, String> limits = new TreeMap<>();
            limits.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
            if (error != null) {
                LOG.warnf("The limits of the topic %s are not known (%s): its dead-letter topic gets the broker's. Allow this"
                        + " service DESCRIBE_CONFIGS on it, or create the dead-letter topic", model,
                        UntrustedText.of(unwrapped(error).getMessage()));
                return limits;
            }
            config.entries().stream().filter(entry -> entry.source() == ConfigSource.DYNAMIC_TOPIC_CONFIG)
                    .filter(entry -> INHERITED.contains(entry.name()))
                    .forEach(entry -> limits.put(entry.name(), entry.value()));
            long largest = Long.parseLong(config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value()) + ROOM_FOR_HEADERS;
            limits.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Long.toString(Math.min(largest, Integer.MAX_VALUE)));
            return limits;
        });
    }

    static Throwable unwrapped(Throwable error) {
        return error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    }

    @Override
    public void close() {
        CompletableFuture<Admin> open;
        synchronized (this) {
            closed = true;
            open = admin;
        }
        if (open != null) {
            // A client that is being made is closed as soon as it exists.
            open.thenAccept(client -> client.close(Duration.ZERO));
        }
    }
}
