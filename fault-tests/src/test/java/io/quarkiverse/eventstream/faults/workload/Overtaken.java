package io.quarkiverse.eventstream.faults.workload;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;

import io.quarkiverse.eventstream.faults.check.Fault;
import io.quarkiverse.eventstream.faults.suite.Run;
import io.quarkiverse.eventstream.faults.suite.Topics;
import io.quarkiverse.eventstream.faults.suite.Workload;

/**
 * While listeners fail, records that they have not completed are deleted from the topics, as by retention. Only these are lost; all
 * remaining records are delivered, and committed to the end.
 */
public final class Overtaken implements Workload {

    private final Outage outage = new Outage();

    @Override
    public String name() {
        return "overtaken";
    }

    @Override
    public Map<String, String> properties() {
        // Few events are fetched ahead, so that most of the deleted records have not been.
        return Map.of("faults.listen.outage", outage.file(), "quarkus.eventstream.delivery.max-buffered", "10");
    }

    @Override
    public void inject(Run run) {
        do {
            run.awaitDeliveries(200 + run.random().nextInt(200));
            run.inject(Fault.withoutRepetition("a dependency of all listeners that is down"));
            outage.begin();
            run.hold(Duration.ofSeconds(1), Duration.ofSeconds(3));
            delete(run);
            run.hold(Duration.ofMillis(500));
            outage.end();
            run.awaitPublications(50);
            run.awaitDeliveries(100);
        } while (run.hasTime());
    }

    private static void delete(Run run) {
        run.inject(Fault.withoutRepetition("records that are deleted before they are delivered"));
        Map<TopicPartition, RecordsToDelete> deletions = new HashMap<>();
        run.topicNames().forEach(topic -> {
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            Topics.get(run.topics().admin().describeTopics(List.of(topic)).allTopicNames()).get(topic).partitions()
                    .forEach(partition -> ends.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest()));
            Topics.get(run.topics().admin().listOffsets(ends).all())
                    .forEach((partition, end) -> deletions.put(partition, RecordsToDelete.beforeOffset(end.offset())));
        });
        Topics.get(run.topics().admin().deleteRecords(deletions).all());
    }
}
