package io.quarkiverse.eventstream.test.memory;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Something that happens to the members of a group that consume a topic.
 *
 * @param cluster has the group
 * @param group the group's full name
 * @param topic the topic's full name
 * @param patience how long to wait for each step
 */
record Rebalance(MemoryCluster cluster, String group, String topic, Duration patience) {

    /** Waits until the service has joined, does something to the group, and waits until that has settled. */
    void begin(Consumer<MemoryGroup> change) {
        await(() -> members().hasService(topic), "The service has not joined the group " + group + " for the topic " + topic);
        int before = cluster.change(() -> {
            int count = members().members(topic);
            change.accept(members());
            return count;
        });
        await(() -> members().isSettled(topic) && members().members(topic) >= before, "The members of the group " + group
                + " do not hold the partitions of " + topic + " that they should");
    }

    private MemoryGroup members() {
        return cluster.group(group);
    }

    private void await(BooleanSupplier condition, String otherwise) {
        try {
            if (!cluster.await(condition, patience)) {
                throw new IllegalStateException(otherwise + " after " + patience + ": " + cluster.holdings(group)
                        + ". Does a listener hang? A partition is let go when its calls have ended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for a rebalance", e);
        }
    }
}
