package io.quarkiverse.eventstream.benchmarks.runner;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.quarkiverse.eventstream.benchmarks.workload.Order;
import io.quarkiverse.eventstream.benchmarks.workload.OrderEvent;

/** Creates topics, and fills them with events as a service in any language would write them. */
final class Topics {

    private static final ObjectWriter WRITER = new JsonMapper().writerFor(OrderEvent.class);

    /** The header in which the bus writes the name. */
    private static final String NAME_HEADER = "eventstream.name";

    private static final long LEADERS_WITHIN_SECONDS = 60;
    private static final long LOOK_AGAIN_MILLIS = 20;

    private final String bootstrapServers;
    private final int partitions;

    Topics(String bootstrapServers, int partitions) {
        this.bootstrapServers = bootstrapServers;
        this.partitions = partitions;
    }

    /**
     * Creates a topic, and waits until all partitions have a leader: without one, a producer with several requests in flight may write
     * the second before the first, and then never the first.
     */
    void create(String topic) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get();
            awaitLeaders(topic, admin);
        }
    }

    private void awaitLeaders(String topic, Admin admin) throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> questions = IntStream.range(0, partitions).boxed().collect(Collectors.toMap(
                partition -> new TopicPartition(topic, partition), partition -> OffsetSpec.latest()));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LEADERS_WITHIN_SECONDS);
        boolean led = false;
        while (!led) {
            try {
                // Only a leader returns offsets.
                admin.listOffsets(questions).all().get();
                led = true;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof RetriableException) || System.nanoTime() > deadline) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
            }
        }
    }

    void delete(String topic) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            admin.deleteTopics(List.of(topic)).all().get();
        }
    }

    void fill(String topic, Case.Content content, long events) throws JsonProcessingException {
        Map<String, Object> properties = new HashMap<>();
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 65_536);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        AtomicReference<Exception> failure = new AtomicReference<>();
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(properties, new StringSerializer(),
                new ByteArraySerializer())) {
            for (long number = 0; number < events; number++) {
                Order order = Order.of(number, 0);
                String name = content.names().get((int) (number % content.names().size()));
                ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, order.key(),
                        WRITER.writeValueAsBytes(OrderEvent.of(name, order)));
                if (content.nameInHeader()) {
                    record.headers().add(NAME_HEADER, name.getBytes(StandardCharsets.UTF_8));
                }
                producer.send(record, (metadata, error) -> {
                    if (error != null) {
                        failure.compareAndSet(null, error);
                    }
                });
            }
        }
        if (failure.get() != null) {
            throw new BenchmarkException("The topic " + topic + " could not be filled: " + failure.get());
        }
    }
}
