package io.quarkiverse.eventstream.faults.suite;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.quarkiverse.eventstream.devbroker.DevBroker;
import io.quarkiverse.eventstream.faults.check.Evidence.DeadLetters;
import io.quarkiverse.eventstream.faults.check.Evidence.Permit;
import io.quarkiverse.eventstream.faults.check.Ordering;

/**
 * Faults, and what they are injected into: a publisher and a few listening workers that share topics. The suite starts these
 * and waits until events flow; the workload injects its faults, and repairs what it has broken; the suite then lets the events
 * drain, stops the workers and judges.
 */
public interface Workload {

    /**
     * How it is called on the command line and in the table.
     *
     * @return a short name with dashes
     */
    String name();

    /**
     * What has to be there before the workers start.
     *
     * @param run not started yet
     */
    default void prepare(Run run) {
        // Nothing but the topic, which is there.
    }

    /**
     * Injects faults for as long as {@link Run#hasTime()}, and at least once.
     *
     * @param run the workers and their progress
     */
    void inject(Run run);

    /**
     * The broker that the suite looks at.
     *
     * @param brokers all there are
     * @return one that runs
     */
    default DevBroker broker(Brokers brokers) {
        return brokers.single();
    }

    /**
     * Where workers find the broker.
     *
     * @param brokers all there are
     * @return addresses
     */
    default String bootstrapServers(Brokers brokers) {
        return broker(brokers).bootstrapServers();
    }

    /**
     * How many workers listen at first.
     *
     * @return 1 or more
     */
    default int listening() {
        return 2;
    }

    /**
     * How many events are published a second.
     *
     * @return 1 or more
     */
    default int rate() {
        return 2_500;
    }

    /**
     * How many partitions the first topic has; the others have half as many.
     *
     * @return 2 or more
     */
    default int partitions() {
        return 12;
    }

    /**
     * What the faults make unavoidable.
     *
     * @return nothing, unless told otherwise
     */
    default Set<Permit> permits() {
        return Set.of();
    }

    /**
     * How the topic is configured.
     *
     * @return as the broker has it, unless told otherwise
     */
    default Map<String, String> topicConfiguration() {
        return Map.of();
    }

    /**
     * How the listeners are ordered.
     *
     * @return by partition, unless told otherwise
     */
    default Ordering ordering() {
        return Ordering.PARTITION;
    }

    /**
     * How long the group waits for a member that is not heard of.
     *
     * @return long enough not to lose one that is only slow, unless the workload needs it short
     */
    default Duration sessionTimeout() {
        return Duration.ofSeconds(20);
    }

    /**
     * How often workers commit.
     *
     * @return what a crash may repeat hangs on it
     */
    default Duration commitInterval() {
        return Duration.ofMillis(500);
    }

    /**
     * Further configuration of the workers.
     *
     * @return by property
     */
    default Map<String, String> properties() {
        return Map.of();
    }

    /**
     * The worker that is run.
     *
     * @param packaged as it was built
     * @param copy where another may be put
     * @return that which was built, unless told otherwise
     */
    default Path application(Path packaged, Path copy) {
        return packaged;
    }

    /**
     * Further options of the workers' JVMs, which have a heap of 128 MB each.
     *
     * @return by default, none
     */
    default List<String> jvmOptions() {
        return List.of();
    }

    /**
     * What may be put away instead of being done.
     *
     * @param run once the faults have been injected
     * @return nothing, unless told otherwise
     */
    default DeadLetters deadLetters(Run run) {
        return DeadLetters.NONE;
    }
}
