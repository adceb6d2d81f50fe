package io.quarkiverse.eventstream.outbox.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;

/** A process of the service, which is ended only through this handle. */
final class Instance {

    private final Path log;
    private final Process process;

    private Instance(Path log, Process process) {
        this.log = log;
        this.process = process;
    }

    /** Starts an instance of a packaged application, and returns at once. */
    static Instance start(Path application, Path log, Map<String, String> properties) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m"));
        properties.forEach((property, value) -> command.add("-D" + property + "=" + value));
        command.addAll(List.of("-jar", application.resolve("quarkus-run.jar").toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        return new Instance(log, builder.start());
    }

    void awaitUp() {
        Awaitility.await().atMost(2, TimeUnit.MINUTES).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("An instance has ended by itself:\n" + log());
            }
            return log().contains(Shop.UP);
        });
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** It does nothing until it resumes, and does not know of that. */
    void freeze() throws IOException {
        Signals.send("STOP", process.pid());
    }

    void resume() throws IOException {
        Signals.send("CONT", process.pid());
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void stop() throws InterruptedException, IOException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            kill();
            throw new IllegalStateException("An instance did not stop within a minute:\n" + log());
        }
    }
}
