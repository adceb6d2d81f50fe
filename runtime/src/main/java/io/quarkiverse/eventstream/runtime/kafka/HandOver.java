package io.quarkiverse.eventstream.runtime.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Gives other members of a group a try at an event for which a listener keeps failing here: this member leaves, stays away until
 * the others hold its partitions, and joins again. Where there are no others nothing happens, and the listener is just called
 * again.
 */
final class HandOver {

    private static final Logger LOG = Logger.getLogger(HandOver.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LOOK_AGAIN_MILLIS = 200;

    private final KafkaAdmin admin;
    private final String group;
    private final AtomicBoolean asking = new AtomicBoolean();

    /**
     * For a member of a group.
     *
     * @param group the full group, or null for none: then there is nobody to hand over to
     */
    HandOver(KafkaAdmin admin, String group) {
        this.admin = admin;
        this.group = group;
    }

    /** Asks on any thread, without waiting, whether there are other members; if so, has this one leave. */
    void consider(Runnable leave) {
        if (group == null || !asking.compareAndSet(false, true)) {
            return;
        }
        admin.members(group).whenComplete((members, error) -> {
            asking.set(false);
            if (error != null) {
                LOG.debugf(error, "The members of the group %s could not be asked for", group);
            } else if (members.size() > 1) {
                leave.run();
            }
        });
    }

    /** Waits, on the polling thread, until others hold the partitions, or nobody is there to take them, or it takes too long. */
    void awaitTakeOver(Set<TopicPartition> partitions, CountDownLatch stopping) throws InterruptedException {
        LOG.infof("A listener keeps failing here: handed %s over to other members of the group %s", partitions, group);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isTakenOver(partitions) && System.nanoTime() < deadline
                && !stopping.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
            // Not yet.
        }
    }

    private boolean isTakenOver(Set<TopicPartition> partitions) throws InterruptedException {
        try {
            List<Set<TopicPartition>> members = admin.members(group).toCompletableFuture().get(PATIENCE.toMillis(),
                    TimeUnit.MILLISECONDS);
            Set<TopicPartition> held = members.stream().flatMap(Set::stream).collect(Collectors.toSet());
            return members.isEmpty() || held.containsAll(partitions);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debugf(e, "The members of the group %s could not be asked for", group);
            return false;
        }
    }
}
