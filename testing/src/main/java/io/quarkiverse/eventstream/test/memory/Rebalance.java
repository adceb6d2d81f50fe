package io.quarkiverse.eventstream.test.memory;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Rebalances the members of a group that consume a topic.
 *
 * @param cluster the cluster of the group
 * @param group the group's full name
 * @param topic the topic's full name
 * @param patience for how long to wait for each step
 */
record Rebalance(MemoryCluster cluster, String group, String topic, Duration patience) {

    /** Waits until the service has joined, changes the group, and waits until the members have reached their assignments. */
    void begin(Consumer<MemoryGroup> change) {
        await(() -> members().hasService(topic), "The service has not joined the group " + group + " for the topic " + topic);
        int before = cluster.change(() -> {
            int count = members().members(topic);
            change.accept(members());
            return count;
        });
        await(() -> members().isStable(topic) && members().members(topic) >= before, "The members of the group " + group
                + " have not reached their assignments of " + topic);
    }

    private MemoryGroup members() {
        return cluster.group(group);
    }

    private void await(BooleanSupplier condition, String otherwise) {
        try {
            if (!cluster.await(condition, patience)) {
                throw new IllegalStateException(otherwise + " after " + patience + ": " + cluster.holdings(group)
                        + ". Does a listener hang? A partition is revoked when its invocations have ended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for a rebalance", e);
        }
    }
}
