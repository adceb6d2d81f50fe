package io.quarkiverse.eventstream.faults.suite;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;

/**
 * Where and how long workloads run.
 *
 * @param brokers what they share
 * @param application the packaged worker
 * @param directory where ledgers and logs are to be
 * @param faultsFor how long each of them goes on injecting faults
 * @param load how many times the load that workloads ask for is put on them
 * @param seed of all that is left to chance
 * @param properties of the workers, which win over the workload's
 */
public record Setting(Brokers brokers, Path application, Path directory, Duration faultsFor, double load, long seed,
        Map<String, String> properties) {

    private static final Duration SHORT = Duration.ofSeconds(Integer.getInteger("faults.seconds", 1));
    private static final double LOAD = Double.parseDouble(System.getProperty("faults.load", "1"));

    /**
     * As the tests run them: for a few seconds, where Maven has built the worker.
     *
     * @return a setting; its seed is the system property {@code faults.seed}, if there is one
     */
    public static Setting ofTests() {
        Path target = Path.of("target").toAbsolutePath();
        return new Setting(Brokers.ofThisJvm(), target.resolve("quarkus-app"), target.resolve("faults"), SHORT, LOAD,
                Long.getLong("faults.seed", new Random().nextInt(1_000_000)), Map.of());
    }

    /**
     * The same with another worker.
     *
     * @param other a packaged worker
     * @param name of the directory for ledgers and logs
     * @param more properties of the workers
     * @return another setting
     */
    public Setting with(Path other, String name, Map<String, String> more) {
        return new Setting(brokers, other, directory.resolve(name), faultsFor, load, seed, more);
    }

    /**
     * The same for another time.
     *
     * @param other for how long each workload goes on injecting faults
     * @return another setting
     */
    public Setting lasting(Duration other) {
        return new Setting(brokers, application, directory, other, load, seed, properties);
    }

    int rate(Workload workload) {
        return (int) (workload.rate() * load);
    }

    Random random(Workload workload) {
        return new Random(seed * 31 + workload.name().hashCode());
    }
}
