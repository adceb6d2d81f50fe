package io.quarkiverse.eventstream.operations.runtime.desk;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

import io.quarkiverse.eventstream.devbroker.DevBroker;
import io.quarkiverse.eventstream.test.StandaloneStream;

/** One broker for all tests of the module; it ends with this process. */
final class SharedBroker {

    private static final DevBroker BROKER = DevBroker.start();
    static final Admin ADMIN = Admin.create(Map.of("bootstrap.servers", BROKER.bootstrapServers()));

    private static final KafkaProducer<byte[], byte[]> PRODUCER = new KafkaProducer<>(
            Map.of("bootstrap.servers", BROKER.bootstrapServers()), new ByteArraySerializer(), new ByteArraySerializer());

    private SharedBroker() {}

    static void write(List<ProducerRecord<byte[], byte[]>> records) {
        List<Future<RecordMetadata>> sent = records.stream().map(PRODUCER::send).toList();
        for (Future<RecordMetadata> each : sent) {
            get(each);
        }
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

    private static boolean hasLeaders(String name, int partitions) {
        return get(ADMIN.describeTopics(List.of(name)).allTopicNames().toCompletionStage().toCompletableFuture()).get(name)
                .partitions().stream()
                .filter(partition -> partition.leader() != null).count() == partitions;
    }

    static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
