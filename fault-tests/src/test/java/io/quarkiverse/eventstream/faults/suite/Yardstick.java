package io.quarkiverse.eventstream.faults.suite;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Kafka's own producer, with its defaults, which publishes beside the bus what the bus publishes: what it survives, the bus must
 * survive.
 */
public final class Yardstick implements AutoCloseable {

    private static final int KEYS = 40;
    /** Far below the bus's: it is to fail or not, and not to take its processors. */
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
     * Creates a topic like that of a run, and starts to publish to it.
     *
     * @param workload which is run
     * @param run on brokers that run
     * @return publishes until it is closed
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

    /**
     * Ends, and waits until each publication has.
     *
     * @return how it went, in one sentence
     */
    public String end() {
        ending = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.flush();
        return "Kafka's own producer beside it: " + failures + " of " + published + " failed";
    }

    @Override
    public void close() {
        ending = true;
        producer.close(Duration.ofSeconds(1));
    }
}
