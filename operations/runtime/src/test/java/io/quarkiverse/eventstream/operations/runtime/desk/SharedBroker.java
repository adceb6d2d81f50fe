package io.quarkiverse.eventstream.operations.runtime.desk;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

import io.quarkiverse.eventstream.devbroker.DevBroker;
import io.quarkiverse.eventstream.test.StandaloneStream;

/** One broker for all tests of the module; it ends with this process. */
final class SharedBroker {

    private static final DevBroker BROKER = DevBroker.start();
    static final Admin ADMIN = Admin.create(Map.of("bootstrap.servers", BROKER.bootstrapServers()));

    private static final KafkaProducer<byte[], byte[]> PRODUCER = producer();

    private SharedBroker() {}

    static void write(List<ProducerRecord<byte[], byte[]>> records) {
        write(records, PRODUCER);
    }

    private static void write(List<ProducerRecord<byte[], byte[]>> records, KafkaProducer<byte[], byte[]> producer) {
        List<Future<RecordMetadata>> sent = records.stream().map(producer::send).toList();
        for (Future<RecordMetadata> each : sent) {
            get(each);
        }
    }

    /** With a client that knows nothing of an earlier topic of the name. */
    static void writeAfresh(List<ProducerRecord<byte[], byte[]>> records) {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            write(records, producer);
        }
    }

    private static KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(Map.of("bootstrap.servers", BROKER.bootstrapServers()), new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    static StandaloneStream.Builder stream() {
        return StandaloneStream.builder().stream("kafka").property("kafka.bootstrap-servers", BROKER.bootstrapServers());
    }

    static String address() {
        return BROKER.bootstrapServers();
    }

    static void createTopic(String name, int partitions) {
        get(ADMIN.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all().toCompletionStage()
                .toCompletableFuture());
        Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20))
                .until(() -> hasLeaders(name, partitions));
    }

    static void deleteTopic(String name) {
        get(ADMIN.deleteTopics(List.of(name)).all());
    }

    static void deleteRecords(String topic, int partition, long before) {
        get(ADMIN.deleteRecords(Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(before))).all());
    }

    static void addPartitions(String topic, int partitions) {
        get(ADMIN.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions))).all());
        Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20))
                .until(() -> hasLeaders(topic, partitions));
    }

    static String setting(String topic, String name) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return get(ADMIN.describeConfigs(List.of(resource)).all()).get(resource).get(name).value();
    }

    static void set(String topic, String name, String value) {
        get(ADMIN.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic),
                List.of(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET)))).all());
    }

    private static boolean hasLeaders(String name, int partitions) {
        return get(ADMIN.describeTopics(List.of(name)).allTopicNames()).get(name)
                .partitions().stream()
                .filter(partition -> partition.leader() != null).count() == partitions;
    }

    static <T> T get(KafkaFuture<T> future) {
        return get(future.toCompletionStage().toCompletableFuture());
    }

    static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
