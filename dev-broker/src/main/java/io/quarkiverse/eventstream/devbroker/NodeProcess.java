package io.quarkiverse.eventstream.devbroker;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The JVM of one node, from its start to its end. It is ended only through the handle that started it. Not thread-safe,
 * except {@link #kill()} and {@link #isRunning()}.
 */
final class NodeProcess {

    private static final int OUTPUT_LINES = 30;
    private static final int LOG_LINES = 15;
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration KILL_TIMEOUT = Duration.ofSeconds(10);
    /** Options of this JVM that the child must not inherit, such as the port of a debugger. */
    static final List<String> FOREIGN_OPTIONS = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS",
            "CLASSPATH");

    private final int node;
    private final DataDirectory data;
    private final Process process;
    private final Deque<String> output = new ArrayDeque<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final Thread reader;

    private NodeProcess(int node, DataDirectory data, Process process) {
        this.node = node;
        this.data = data;
        this.process = process;
        this.reader = new Thread(this::read, "dev-broker-" + node + "-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts the node whose properties are in its file, and returns at once. */
    static NodeProcess start(int node, BrokerSettings settings, DataDirectory data) {
        ProcessBuilder builder = new ProcessBuilder(command(node, settings, data));
        builder.redirectErrorStream(true);
        builder.environment().keySet().removeAll(FOREIGN_OPTIONS);
        try {
            return new NodeProcess(node, data, builder.start());
        } catch (IOException e) {
            throw new DevBrokerException("Node " + node + " of the dev broker could not be started with "
                    + builder.command().get(0) + " (" + e.getMessage() + "): the JDK that runs this must be complete", e);
        }
    }

    private static List<String> command(int node, BrokerSettings settings, DataDirectory data) {
        List<String> arguments = new ArrayList<>();
        // Small and quick to start: one collector thread, only the fast compiler, and no verification of Kafka's bytecode.
        arguments.addAll(List.of("-XX:+IgnoreUnrecognizedVMOptions", "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-BytecodeVerificationRemote", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xms32m", "-Xmx96m",
                "-XX:+ExitOnOutOfMemoryError", "-Djava.awt.headless=true", "-Dfile.encoding=UTF-8"));
        arguments.addAll(ClassArchive.options(settings.classPath()));
        arguments.addAll(settings.jvmArguments());
        arguments.addAll(List.of("-cp", ClassArchive.classPath(settings.classPath()), BrokerNode.class.getName(),
                NodeProperties.file(data, node).toString()));
        // A class path may exceed the system's limit for command lines.
        Path file = data.node(node).resolve("java.arguments");
        try {
            Files.write(file, arguments.stream().map(NodeProcess::quote).toList());
        } catch (IOException e) {
            throw new DevBrokerException("The file " + file + " can't be written (" + e
                    + "): make its directory writable, or choose another data directory", e);
        }
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "@" + file);
    }

    private static String quote(String argument) {
        return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /**
     * Waits until the node accepts requests.
     *
     * @throws DevBrokerException if it has ended or takes too long; the message has the last lines of its output
     */
    void awaitReady(long deadline) throws InterruptedException {
        try {
            CompletableFuture.anyOf(ready, process.onExit()).get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw failure("was not ready in time: increase startTimeout, or see its output below");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        if (!ready.isDone()) {
            reader.join(TimeUnit.SECONDS.toMillis(1));
            throw failure("ended with exit code " + process.exitValue() + " before it was ready" + remedy());
        }
    }

    private String remedy() {
        String said = String.join("\n", lastOutput());
        if (said.contains("ClassNotFoundException") || said.contains("NoClassDefFoundError")
                || said.contains("Could not find or load main class")) {
            return ": its class path lacks Kafka. Give one that has this module and all its dependencies with classPath, or "
                    + "the runnable jar with jar";
        }
        if (portWasTaken()) {
            return ": one of its ports was taken meanwhile. Start it again, or choose another port";
        }
        return "";
    }

    /** Whether the node ended because one of its ports is in use. */
    boolean portWasTaken() {
        String said = String.join("\n", lastOutput());
        return said.contains("Address already in use") || said.contains("BindException");
    }

    private DevBrokerException failure(String what) {
        StringBuilder message = new StringBuilder("Node ").append(node).append(" of the dev broker in ").append(data.path())
                .append(' ').append(what);
        append(message, "Its last output:", lastOutput());
        append(message, "Its log, " + data.log(node) + ", ends with:", lastOfLog());
        return new DevBrokerException(message.toString());
    }

    private static void append(StringBuilder message, String title, List<String> lines) {
        if (!lines.isEmpty()) {
            message.append('\n').append(title);
            lines.forEach(line -> message.append("\n  ").append(line));
        }
    }

    private List<String> lastOfLog() {
        try {
            List<String> lines = Files.readAllLines(data.log(node), StandardCharsets.UTF_8);
            return lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size());
        } catch (IOException e) {
            return List.of();
        }
    }

    private List<String> lastOutput() {
        synchronized (output) {
            return List.copyOf(output);
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals(NodeFile.READY)) {
                    ready.complete(null);
                    continue;
                }
                synchronized (output) {
                    output.add(line);
                    if (output.size() > OUTPUT_LINES) {
                        output.remove();
                    }
                }
            }
        } catch (IOException e) {
            // The node has ended.
        }
    }

    boolean isRunning() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Asks the node to shut down cleanly; {@link #awaitStop()} waits for it. */
    void requestStop() {
        try {
            process.getOutputStream().write((NodeFile.STOP + "\n").getBytes(StandardCharsets.US_ASCII));
            process.getOutputStream().flush();
        } catch (IOException e) {
            // It has ended already.
        }
    }

    /** Waits for the end of the node, and kills it after ten seconds. */
    void awaitStop() throws InterruptedException {
        if (!process.waitFor(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
            kill();
        }
    }

    /** Ends the node at once, like a crash, and waits for its end. */
    void kill() {
        process.destroyForcibly();
        try {
            // An interrupted thread, too, must wait for the end before it continues.
            boolean ended = process.onExit().get(KILL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS) != null;
            assert ended;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new DevBrokerException("Node " + node + " of the dev broker, process " + process.pid()
                    + ", does not end: end it by hand", e);
        }
    }
}
