package io.quarkiverse.eventstream.outbox.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;

import io.quarkiverse.eventstream.devbroker.DevBroker;

/**
 * The environment and the duration of runs.
 *
 * @param servers the broker and the database that they share
 * @param application the packaged service
 * @param directory the directory of logs
 * @param faultsFor for how long faults are injected; each fault of a workload comes once in any case
 * @param seed the seed of random choices
 */
record Setting(Servers servers, Path application, Path directory, Duration faultsFor, long seed) {

    /**
     * A broker and a database server.
     */
    record Servers(DevBroker broker, Database database) implements AutoCloseable {

        static Servers start() throws IOException {
            return new Servers(startBroker(1), new Database());
        }

        /** @param nodes one or three */
        static DevBroker startBroker(int nodes) {
            // The death of killed members must be noticed soon; the start takes long on a busy machine.
            return DevBroker.builder().nodes(nodes).autoCreateTopics(false).startTimeout(Duration.ofMinutes(5))
                    .property("group.min.session.timeout.ms", "1000").start();
        }

        @Override
        public void close() throws IOException {
            broker.close();
            database.close();
        }
    }

    /** The setting of tests: each fault once. The system properties {@code outbox.faults.seconds} and {@code faults.seed} change that. */
    static Setting ofTests(Servers servers) {
        Path target = Path.of("target").toAbsolutePath();
        return new Setting(servers, target.resolve("quarkus-app"), target.resolve("faults"),
                Duration.ofSeconds(Integer.getInteger("outbox.faults.seconds", 0)),
                Long.getLong("faults.seed", new Random().nextInt(1_000_000)));
    }

    /** The same setting with another application. */
    Setting with(Path other) {
        return new Setting(servers, other, directory, faultsFor, seed);
    }
}
