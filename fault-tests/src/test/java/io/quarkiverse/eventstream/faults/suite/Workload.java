package io.quarkiverse.eventstream.faults.suite;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.quarkiverse.eventstream.devbroker.DevBroker;
import io.quarkiverse.eventstream.faults.check.Evidence.Allowance;
import io.quarkiverse.eventstream.faults.check.Evidence.DeadLetters;
import io.quarkiverse.eventstream.faults.check.Ordering;

/**
 * Faults, and the application into which they are injected: a publisher and a few listening workers that share topics. The suite starts
 * these and waits until events flow; the workload injects its faults, and repairs the damage; the suite then lets the events drain,
 * stops the workers and judges the run.
 */
public interface Workload {

    /** Its name on the command line and in the table, with dashes. */
    String name();

    /** Prepares the run before the workers start. */
    default void prepare(Run run) {
        // Most workloads need only the topics, which the suite creates.
    }

    /** Injects faults while {@link Run#hasTime()}, and at least once. */
    void inject(Run run);

    /** The broker with the topics. */
    default DevBroker broker(Brokers brokers) {
        return brokers.single();
    }

    /** The addresses at which workers find the broker. */
    default String bootstrapServers(Brokers brokers) {
        return broker(brokers).bootstrapServers();
    }

    /** The number of workers that listen at first; at least 1. */
    default int listening() {
        return 2;
    }

    /** The number of events that are published a second; at least 1. */
    default int rate() {
        return 2_500;
    }

    /** The number of partitions of the first topic; the others have half as many. */
    default int partitions() {
        return 12;
    }

    /** Anomalies that the faults make unavoidable. */
    default Set<Allowance> allowances() {
        return Set.of();
    }

    /** The configuration of the topics, in addition to the broker's defaults. */
    default Map<String, String> topicConfiguration() {
        return Map.of();
    }

    /** The ordering of the listeners. */
    default Ordering ordering() {
        return Ordering.PARTITION;
    }

    /** The session timeout of members; long enough to keep a slow member, unless the workload needs a short one. */
    default Duration sessionTimeout() {
        return Duration.ofSeconds(20);
    }

    /** The commit interval of workers, on which the repetitions after a crash depend. */
    default Duration commitInterval() {
        return Duration.ofMillis(500);
    }

    /** Further configuration of the workers. */
    default Map<String, String> properties() {
        return Map.of();
    }

    /** The worker to run: the packaged one, or a modified copy of it. */
    default Path application(Path packaged, Path copy) {
        return packaged;
    }

    /** Further options of the workers' JVMs, which have a heap of 128 MB each. */
    default List<String> jvmOptions() {
        return List.of();
    }

    /** The dead letters that the faults explain. */
    default DeadLetters deadLetters(Run run) {
        return DeadLetters.NONE;
    }
}
