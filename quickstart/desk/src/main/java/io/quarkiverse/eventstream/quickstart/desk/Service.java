package io.quarkiverse.eventstream.quickstart.desk;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A service in its own process. Its output goes to a log; the first lines are shown as well, without stack traces. It is ended only
 * through the handle that started it.
 */
final class Service {

    private static final int LINES_SHOWN = 3;
    private static final long STOP_SECONDS = 10;

    private final String name;
    private final Process process;
    private final Path log;
    private final Screen screen;
    private final Thread reader;
    private int shown;

    private Service(String name, Process process, Path log, Screen screen) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.screen = screen;
        this.reader = new Thread(this::read, name + "-output");
        reader.setDaemon(true);
        reader.start();
    }

    static Service start(String name, Map<String, String> properties, Settings settings, Screen screen) {
        try {
            Path log = settings.log(name);
            Files.createDirectories(log.getParent());
            ProcessBuilder builder = new ProcessBuilder(command(name, properties, settings.home()));
            // These options are meant for this JVM, such as the port of a debugger.
            builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
            return new Service(name, builder.directory(settings.home().toFile()).redirectErrorStream(true).start(), log,
                    screen);
        } catch (IOException e) {
            throw new QuickstartException("The service " + name + " could not be started: " + e.getMessage());
        }
    }

    private static List<String> command(String name, Map<String, String> properties, Path home) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8"));
        // As in the manifest of a Quarkus application, which only applies to java -jar.
        command.addAll(List.of("--add-opens", "java.base/java.lang=ALL-UNNAMED"));
        properties.forEach((property, value) -> command.add("-D" + property + "=" + value));
        command.add("-cp");
        command.add(Built.attached(home) + System.getProperty("path.separator") + Built.service(home, name));
        command.add(Attached.class.getName());
        return command;
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                BufferedWriter copy = Files.newBufferedWriter(log)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                copy.write(line);
                copy.newLine();
                copy.flush();
                show(line);
            }
        } catch (IOException e) {
            // The process has ended.
        }
    }

    private void show(String line) {
        boolean ofStackTrace = line.isBlank() || line.startsWith("\t") || line.startsWith("Caused by:");
        if (ofStackTrace || shown > LINES_SHOWN) {
            return;
        }
        shown++;
        screen.say(name, shown > LINES_SHOWN ? "... see " + log : line);
    }

    /** Whether the service has ended because it has finished its work. */
    boolean isDone() {
        return !process.isAlive() && process.exitValue() == 0;
    }

    /**
     * Fails if the service has ended unexpectedly.
     *
     * @throws QuickstartException if it has; the message has the last lines of its log
     */
    void requireHealthy() {
        if (process.isAlive() || process.exitValue() == 0) {
            return;
        }
        awaitOutput();
        throw new QuickstartException("The service " + name + " ended with exit code " + process.exitValue()
                + "." + Lines.lastOf(log));
    }

    /** Asks the service to stop: its listeners complete their events, which are committed. */
    void requestStop() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It has ended already.
        }
    }

    /** Waits for the end of the service, and kills it after ten seconds. */
    void awaitStop() {
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        awaitOutput();
    }

    /** Ends the service at once. */
    void kill() {
        process.destroyForcibly();
    }

    private void awaitOutput() {
        try {
            reader.join(TimeUnit.SECONDS.toMillis(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
