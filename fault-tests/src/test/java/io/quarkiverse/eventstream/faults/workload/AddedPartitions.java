package io.quarkiverse.eventstream.faults.workload;

import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.admin.NewPartitions;

import io.quarkiverse.eventstream.faults.check.Fault;
import io.quarkiverse.eventstream.faults.suite.Run;
import io.quarkiverse.eventstream.faults.suite.Topics;
import io.quarkiverse.eventstream.faults.suite.Workload;

/**
 * The topics get more partitions under load. Events that are written to these before the group has noticed them are delivered, too,
 * and no delivery is repeated.
 */
public final class AddedPartitions implements Workload {

    private static final int MOST = 60;
    /** Kafka's default is five minutes. */
    private static final String METADATA_MAX_AGE = "1000";

    private int partitions = partitions();

    @Override
    public String name() {
        return "added-partitions";
    }

    @Override
    public Map<String, String> properties() {
        return Map.of("quarkus.eventstream.kafka.consumer.\"metadata.max.age.ms\"", METADATA_MAX_AGE,
                "quarkus.eventstream.kafka.producer.\"metadata.max.age.ms\"", METADATA_MAX_AGE);
    }

    @Override
    public void inject(Run run) {
        do {
            run.awaitDeliveries(200 + run.random().nextInt(200));
            if (partitions < MOST) {
                add(run);
            }
            run.awaitPublications(400);
            run.awaitDeliveries(400);
        } while (run.hasTime());
    }

    private void add(Run run) {
        partitions += 2 * (1 + run.random().nextInt(3));
        run.inject(Fault.withoutRepetition("partitions are added"));
        Map<String, NewPartitions> more = new HashMap<>();
        run.topicNames().forEach(topic -> more.put(topic,
                NewPartitions.increaseTo(topic.equals(run.topic()) ? partitions : partitions / 2)));
        Topics.get(run.topics().admin().createPartitions(more).all());
    }
}
