package io.quarkiverse.eventstream.benchmarks.workload;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Counts the events on the topic of a task, from all senders. Not thread-safe. */
final class SentEvents implements AutoCloseable {

    private final Admin admin;
    private final Map<TopicPartition, OffsetSpec> ends;

    SentEvents(Task task) throws InterruptedException, ExecutionException {
        admin = Admin.create(Map.of("bootstrap.servers", task.bootstrapServers()));
        ends = admin.describeTopics(List.of(task.topic())).allTopicNames().get().get(task.topic()).partitions().stream()
                .map(partition -> new TopicPartition(task.topic(), partition.partition()))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
    }

    long count() throws InterruptedException, ExecutionException {
        return admin.listOffsets(ends).all().get().values().stream().mapToLong(end -> end.offset()).sum();
    }

    @Override
    public void close() {
        admin.close();
    }
}
