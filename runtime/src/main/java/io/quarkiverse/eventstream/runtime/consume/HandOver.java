package io.quarkiverse.eventstream.runtime.consume;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final Broker broker;
    private final String group;
    private final String topic;
    private final AtomicBoolean asking = new AtomicBoolean();

    /**
     * For a member of a group.
     *
     * @param group the full group, or null for none: then there is nobody to hand over to
     * @param topic the full topic: a service has a member for each topic, of which only those of this one can take over
     */
    HandOver(Broker broker, String group, String topic) {
        this.broker = broker;
        this.topic = topic;
        this.group = group;
    }

    /** Asks on any thread, without waiting, whether there are other members; if so, has this one leave. */
    void consider(Runnable leave) {
        if (group == null || !asking.compareAndSet(false, true)) {
            return;
        }
        ofTopic().whenComplete((members, error) -> {
            asking.set(false);
            if (error != null) {
                LOG.debugf(error, "The members of the group %s could not be asked for", group);
            } else if (members.size() > 1) {
                leave.run();
            }
        });
    }

    /** The partitions of the members that can take over: that hold some of the topic, or none at all. */
    private CompletionStage<List<Set<TopicPartition>>> ofTopic() {
        try {
            return broker.members(group).thenApply(members -> members.stream()
                    .filter(held -> held.isEmpty() || held.stream().anyMatch(partition -> partition.topic().equals(topic)))
                    .toList());
        } catch (RuntimeException e) {
            // The client could not be made, or the stream is closed.
            return CompletableFuture.failedStage(e);
        }
    }

    /** Waits, on the polling thread, until others hold the partitions, or nobody is there to take them, or it takes too long. */
    void awaitTakeOver(Set<TopicPartition> partitions, StopSignal stopping) {
        LOG.infof("A listener keeps failing here: handed %s over to other members of the group %s", partitions, group);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isTakenOver(partitions) && System.nanoTime() < deadline
                && !stopping.await(LOOK_AGAIN)) {
            // Not yet.
        }
    }

    private boolean isTakenOver(Set<TopicPartition> partitions) {
        try {
            List<Set<TopicPartition>> members = ofTopic().toCompletableFuture().get(PATIENCE.toMillis(),
                    TimeUnit.MILLISECONDS);
            Set<TopicPartition> held = members.stream().flatMap(Set::stream).collect(Collectors.toSet());
            return members.isEmpty() || held.containsAll(partitions);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } catch (ExecutionException | TimeoutException e) {
            LOG.debugf(e, "The members of the group %s could not be asked for", group);
            return false;
        }
    }
}
