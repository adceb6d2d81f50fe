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
 * @param switches what it is started with, beside what all are
 * @param events how many events it tells of when one has come to the topic
 * @param form how it is built
 * @param reference what it is compared with, of the same form; null if others are compared with it
 */
record FootprintService(String title, String module, List<String> switches, int events, Form form, FootprintService reference) {

    /** How a service is built. */
    enum Form {
        JVM, NATIVE
    }

    private static final double MEGABYTE = 1024 * 1024;
    private static final String SECOND_CHANNEL = "-Dorders.second-channel=true";
    private static final String NO_LISTENER = "-Dquarkus.eventstream.listener.\"io.quarkiverse.eventstream.benchmarks.footprint"
            + ".eventstream.OrderListener#handle\".enabled=false";

    /** All of them, those of one form beside each other. */
    static List<FootprintService> all() {
        List<FootprintService> all = new ArrayList<>();
        for (Form form : Form.values()) {
            FootprintService channel = new FootprintService("quarkus-messaging-kafka", "messaging", List.of(), 1, form, null);
            FootprintService channels = new FootprintService("quarkus-messaging-kafka, two channels", "messaging",
                    List.of(SECOND_CHANNEL), 2, form, null);
            all.add(channel);
            all.add(new FootprintService("eventstream", "eventstream", List.of(), 1, form, channel));
            all.add(new FootprintService("quarkus-messaging-kafka and eventstream, unused", "both", List.of(NO_LISTENER), 1,
                    form,
                    channel));
            all.add(channels);
            all.add(new FootprintService("quarkus-messaging-kafka and eventstream, one each", "both", List.of(), 2, form,
                    channels));
        }
        return all;
    }

    /** What to start, with options for a JVM or an executable, which take the same. */
    List<String> command(Path benchmarks, List<String> options) {
        Path program = program(benchmarks);
        List<String> command = new ArrayList<>();
        command.add(form == Form.JVM
                ? Path.of(System.getProperty("java.home"), "bin", "java").toString()
                : program.toString());
        command.addAll(options);
        command.addAll(switches);
        if (form == Form.JVM) {
            command.add("-jar");
            command.add(program.resolve("quarkus-run.jar").toString());
        }
        return command;
    }

    /** Whether its time to the first event is the bus's: a channel takes its own. */
    boolean waitsForTheBusAlone() {
        return module.equals("eventstream");
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

    /** What is started: services may share it, with other switches. */
    Path program(Path benchmarks) {
        return folder(benchmarks).resolve(form == Form.JVM ? "quarkus-app" : "service-runner");
    }

    @Override
    public String toString() {
        return (form == Form.JVM ? "JVM: " : "native: ") + title;
    }
}
