package io.quarkiverse.eventstream.faults.suite;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;

/**
 * The environment and the duration of workloads.
 *
 * @param brokers the brokers that they share
 * @param application the packaged worker
 * @param directory the directory of ledgers and logs
 * @param faultsFor for how long each workload injects faults
 * @param load the factor by which the load of each workload is multiplied
 * @param seed the seed of random numbers
 * @param properties properties of the workers, which override the workload's
 */
public record Setting(Brokers brokers, Path application, Path directory, Duration faultsFor, double load, long seed,
        Map<String, String> properties) {

    private static final Duration SHORT = Duration.ofSeconds(Integer.getInteger("faults.seconds", 1));
    private static final double LOAD = Double.parseDouble(System.getProperty("faults.load", "1"));

    /**
     * The setting of tests: a few seconds each, with the worker that Maven has built. The system property {@code faults.seed} sets
     * the seed.
     */
    public static Setting ofTests() {
        Path target = Path.of("target").toAbsolutePath();
        return new Setting(Brokers.ofThisJvm(), target.resolve("quarkus-app"), target.resolve("faults"), SHORT, LOAD,
                Long.getLong("faults.seed", new Random().nextInt(1_000_000)), Map.of());
    }

    /** The same setting with another worker, another subdirectory, and properties of the workers. */
    public Setting with(Path other, String name, Map<String, String> more) {
        return new Setting(brokers, other, directory.resolve(name), faultsFor, load, seed, more);
    }

    /** The same setting with another duration. */
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
