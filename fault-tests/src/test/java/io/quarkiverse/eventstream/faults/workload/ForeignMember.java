package io.quarkiverse.eventstream.faults.workload;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

import io.quarkiverse.eventstream.faults.check.Fault;
import io.quarkiverse.eventstream.faults.suite.Run;
import io.quarkiverse.eventstream.faults.suite.Workload;

/**
 * A plain Kafka client joins the group and leaves it, again and again: now for the same topics, where it takes partitions, does nothing
 * with them and gives them back, and now for one of its own. That costs time, and nothing else.
 */
public final class ForeignMember implements Workload {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final String SUFFIX = ".foreign";

    @Override
    public String name() {
        return "foreign-member";
    }

    @Override
    public void prepare(Run run) {
        run.topics().create(run.topic() + SUFFIX, 2, Map.of());
    }

    @Override
    public void inject(Run run) {
        boolean ownTopic = false;
        do {
            run.awaitDeliveries(100 + run.random().nextInt(200));
            member(run, ownTopic ? List.of(run.topic() + SUFFIX) : run.topicNames());
            ownTopic = !ownTopic;
        } while (run.hasTime());
        run.awaitDeliveries(200);
    }

    private void member(Run run, List<String> topics) {
        run.inject(Fault.withoutRepetition("a foreign member of the group for " + topics.size() + " topics"));
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker(run.brokers()).bootstrapServers(), "group.id", run.topic(),
                        "enable.auto.commit", false, "session.timeout.ms", (int) sessionTimeout().toMillis(),
                        "heartbeat.interval.ms", 300, "partition.assignment.strategy",
                        CooperativeStickyAssignor.class.getName()),
                new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(topics);
            long end = System.nanoTime() + Duration.ofMillis(1_000 + run.random().nextInt(2_000)).toNanos();
            while (System.nanoTime() - end < 0
                    || consumer.assignment().isEmpty() && System.nanoTime() - end < 30_000_000_000L) {
                consumer.poll(POLL);
                consumer.pause(consumer.assignment());
            }
        }
    }
}
