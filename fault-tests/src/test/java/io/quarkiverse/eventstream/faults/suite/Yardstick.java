package io.quarkiverse.eventstream.faults.suite;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A baseline: Kafka's own producer with its defaults, which publishes at the same time as the bus. The bus must survive every fault that it
 * survives.
 */
public final class Yardstick implements AutoCloseable {

    private static final int KEYS = 40;
    /** Far below the bus's, so as not to compete for the processors. */
    private static final int RATE = 200;

    private final KafkaProducer<String, String> producer;
    private final String topic;
    private final long pause;
    private final Thread thread = new Thread(this::publish, "yardstick");
    private final AtomicInteger failures = new AtomicInteger();
    private volatile int published;
    private volatile boolean ending;

    private Yardstick(String bootstrapServers, String topic, int rate) {
        this.producer = new KafkaProducer<>(Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(),
                new StringSerializer());
        this.topic = topic;
        this.pause = TimeUnit.SECONDS.toNanos(1) / rate;
    }

    /**
     * Creates a topic like that of a run, and publishes to it until the close.
     */
    public static Yardstick start(Workload workload, Run run) {
        String topic = run.topic() + "-yardstick";
        run.topics().create(topic, workload.partitions(), workload.topicConfiguration());
        Yardstick yardstick = new Yardstick(workload.bootstrapServers(run.brokers()), topic, RATE);
        yardstick.thread.start();
        return yardstick;
    }

    private void publish() {
        while (!ending) {
            producer.send(new ProducerRecord<>(topic, "k" + published % KEYS, Integer.toString(published)),
                    (written, error) -> {
                        if (error != null) {
                            failures.incrementAndGet();
                        }
                    });
            published++;
            try {
                TimeUnit.NANOSECONDS.sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Stops publishing, waits for all publications, and returns the result in one sentence. */
    public String end() {
        ending = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.flush();
        return "Kafka's own producer at the same time: " + failures + " of " + published + " failed";
    }

    @Override
    public void close() {
        ending = true;
        producer.close(Duration.ofSeconds(1));
    }
}
