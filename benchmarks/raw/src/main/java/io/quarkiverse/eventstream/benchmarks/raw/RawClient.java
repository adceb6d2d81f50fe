package io.quarkiverse.eventstream.benchmarks.raw;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.quarkiverse.eventstream.benchmarks.workload.Contestant;
import io.quarkiverse.eventstream.benchmarks.workload.ContestantMain;
import io.quarkiverse.eventstream.benchmarks.workload.Order;
import io.quarkiverse.eventstream.benchmarks.workload.OrderEvent;
import io.quarkiverse.eventstream.benchmarks.workload.Task;

/** Kafka's own client with Jackson for the envelope: the limit for all others. */
final class RawClient implements Contestant {

    private static final ObjectWriter WRITER = new JsonMapper().writerFor(OrderEvent.class);

    private final String topic;
    private final KafkaProducer<String, byte[]> producer;
    /** Runs callbacks, so that they may block without blocking the producer; null for the producer's thread. */
    private final Executor answers;

    private RawClient(Task task, Listener listener) {
        topic = task.topic();
        answers = task.variant().equals("answers may block") ? Executors.newSingleThreadExecutor() : null;
        Map<String, Object> properties = new HashMap<>(task.producer());
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, task.bootstrapServers());
        producer = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
        if (task.listening() != null) {
            Set<String> names = Set.copyOf(task.listening().names());
            if (task.variant().equals("a consumer each")) {
                names.forEach(name -> new PollLoop(task, task.group() + "-" + name, Set.of(name), listener).start());
            } else {
                new PollLoop(task, task.group(), names, listener).start();
            }
        }
    }

    public static void main(String[] args) throws IOException {
        ContestantMain.run(ContestantMain.readTask(), RawClient::new);
    }

    private ProducerRecord<String, byte[]> record(Order order) {
        try {
            return new ProducerRecord<>(topic, order.key(), WRITER.writeValueAsBytes(OrderEvent.of(Order.EVENT, order)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public void publish(Order order, Consumer<Throwable> answered) {
        if (answers == null) {
            producer.send(record(order), (metadata, error) -> answered.accept(error));
            return;
        }
        CompletableFuture<RecordMetadata> written = new CompletableFuture<>();
        producer.send(record(order), (metadata, error) -> answers.execute(() -> end(written, metadata, error)));
        written.whenComplete((metadata, error) -> answered.accept(error));
    }

    private static void end(CompletableFuture<RecordMetadata> written, RecordMetadata metadata, Exception error) {
        if (error == null) {
            written.complete(metadata);
        } else {
            written.completeExceptionally(error);
        }
    }

    @Override
    public void publishAndWait(Order order) throws Exception {
        producer.send(record(order)).get();
    }
}
