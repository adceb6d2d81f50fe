package io.quarkiverse.eventstream.benchmarks.raw;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.quarkiverse.eventstream.benchmarks.workload.Contestant;
import io.quarkiverse.eventstream.benchmarks.workload.OrderEvent;
import io.quarkiverse.eventstream.benchmarks.workload.Task;

/** A consumer and its thread: polls, decodes, invokes the listener, and lets Kafka's client commit. */
final class PollLoop extends Thread {

    private static final ObjectReader READER = new JsonMapper().readerFor(OrderEvent.class);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final KafkaConsumer<String, byte[]> consumer;
    private final String topic;
    private final Set<String> names;
    private final boolean decodes;
    private final int oneIn;
    private final Contestant.Listener listener;
    private long polled;

    PollLoop(Task task, String group, Set<String> names, Contestant.Listener listener) {
        super("poll-" + group);
        this.topic = task.topic();
        this.names = names;
        this.oneIn = task.listening().oneIn();
        this.decodes = !task.variant().equals("polls only");
        this.listener = listener;
        Map<String, Object> properties = new HashMap<>(task.consumer());
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, task.bootstrapServers());
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public void run() {
        consumer.subscribe(List.of(topic));
        try {
            while (true) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    handle(record.value());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void handle(byte[] value) throws IOException, InterruptedException {
        if (!decodes) {
            // As often as the other contestants invoke their listeners.
            if (polled++ % oneIn == 0) {
                listener.handle(null);
            }
            return;
        }
        OrderEvent event = READER.readValue(value);
        if (names.contains(event.name())) {
            listener.handle(event.payload());
        }
    }
}
