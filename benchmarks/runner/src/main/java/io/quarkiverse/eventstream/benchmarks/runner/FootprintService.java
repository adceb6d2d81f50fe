package io.quarkiverse.eventstream.benchmarks.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A service of which is measured what it takes to be there, in one of the forms that it can be built in.
 *
 * @param title for people
 * @param module the folder that holds it, below {@code footprint}
 * @param events how many events it tells of when one has come to the topic
 * @param form how it is built
 */
record FootprintService(String title, String module, int events, Form form) {

    /** How a service is built. */
    enum Form {
        JVM, NATIVE
    }

    private static final double MEGABYTE = 1024 * 1024;

    /** All of them, those of one form beside each other; the first of each is what others are compared with. */
    static List<FootprintService> all() {
        List<FootprintService> all = new ArrayList<>();
        for (Form form : Form.values()) {
            all.add(new FootprintService("quarkus-messaging-kafka", "messaging", 1, form));
            all.add(new FootprintService("eventstream", "eventstream", 1, form));
            all.add(new FootprintService("both in one service", "both", 2, form));
        }
        return all;
    }

    /** What to start, after the options of a JVM or of an executable, which are the same. */
    List<String> command(Path benchmarks, List<String> options) {
        Path program = program(benchmarks);
        List<String> command = new ArrayList<>();
        if (form == Form.JVM) {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(options);
            command.add("-jar");
            command.add(program.resolve("quarkus-run.jar").toString());
        } else {
            command.add(program.toString());
            command.addAll(options);
        }
        return command;
    }

    boolean isBuilt(Path benchmarks) {
        return Files.exists(program(benchmarks));
    }

    /** What has to be shipped; for the JVM, without one. */
    double megabytes(Path benchmarks) throws IOException {
        try (Stream<Path> files = Files.walk(program(benchmarks))) {
            return files.filter(Files::isRegularFile).mapToLong(FootprintService::size).sum() / MEGABYTE;
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it was built. */
    Path folder(Path benchmarks) {
        return benchmarks.toAbsolutePath().resolve("footprint").resolve(module).resolve("target");
    }

    private Path program(Path benchmarks) {
        return folder(benchmarks).resolve(form == Form.JVM ? "quarkus-app" : "service-runner");
    }

    @Override
    public String toString() {
        return (form == Form.JVM ? "JVM: " : "native: ") + title;
    }
}
