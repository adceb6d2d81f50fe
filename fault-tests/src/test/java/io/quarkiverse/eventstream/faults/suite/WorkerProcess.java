package io.quarkiverse.eventstream.faults.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.eventstream.faults.check.Ending;
import io.quarkiverse.eventstream.faults.worker.Commands;

/** A worker in its own JVM, which is ended only through this handle. */
public final class WorkerProcess {

    private static final int LINES_SHOWN = 20;

    private final int number;
    private final String name;
    private final Path ledger;
    private final Path log;
    private final Process process;
    private boolean asked;
    private boolean endedUnasked;
    private long askedAt;

    private WorkerProcess(int number, String name, Path ledger, Path log, Process process) {
        this.number = number;
        this.name = name;
        this.ledger = ledger;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts a worker and returns at once.
     *
     * @param number unique in the directory, from 1
     */
    static WorkerProcess start(Path application, Path directory, String role, int number, List<String> options,
            Map<String, String> properties) {
        String name = role + number;
        Path ledger = directory.resolve(name + ".ledger");
        Path log = directory.resolve(name + ".log");
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m", "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-BytecodeVerificationRemote", "-Dfile.encoding=UTF-8"));
        command.addAll(options);
        properties.forEach((property, value) -> command.add("-D" + property + "=" + value));
        command.addAll(List.of("-Dfaults.worker=" + number, "-Dfaults.ledger=" + ledger, "-jar",
                application.resolve("quarkus-run.jar").toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile())
                .directory(directory.toFile());
        // These options are meant for this JVM, such as the port of a debugger.
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        try {
            return new WorkerProcess(number, name, ledger, log, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The role's letter and the number. */
    public String name() {
        return name;
    }

    /** The number in the ledger, and in the ids of the worker's events. */
    public int number() {
        return number;
    }

    Path ledger() {
        return ledger;
    }

    /** Asks it to stop publishing. */
    void finish() {
        send(Commands.FINISH);
    }

    /** Asks it to take all its memory for a moment, and returns at once. */
    void takeMemory() {
        send(Commands.TAKE_MEMORY);
    }

    private void send(String command) {
        try {
            process.getOutputStream().write((command + "\n").getBytes(StandardCharsets.US_ASCII));
            process.getOutputStream().flush();
        } catch (IOException e) {
            // It has ended, which the verdict will show.
        }
    }

    /** Whether it has ended by itself. */
    boolean endedUnasked() {
        return !asked && !process.isAlive();
    }

    /** {@code kill -9}, and waits for the end. */
    void kill() {
        asked = true;
        process.destroyForcibly();
        process.onExit().join();
    }

    /** {@code SIGTERM}; {@link #awaitEnd} waits for the end. */
    void terminate() {
        endedUnasked = endedUnasked();
        asked = true;
        askedAt = System.nanoTime();
        process.destroy();
    }

    /** Waits for the end, and kills the worker after a timeout. */
    Ending awaitEnd(Duration patience) {
        boolean inTime;
        try {
            inTime = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            inTime = false;
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - askedAt);
        if (!inTime) {
            kill();
        }
        return new Ending(name, !endedUnasked, inTime, millis);
    }

    /** The last lines of its log. */
    String lastLines() {
        try {
            List<String> lines = Files.readAllLines(log);
            return "The last lines of " + name + ":\n  " + String.join("\n  ",
                    lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
        } catch (IOException e) {
            return name + " has no log";
        }
    }
}
