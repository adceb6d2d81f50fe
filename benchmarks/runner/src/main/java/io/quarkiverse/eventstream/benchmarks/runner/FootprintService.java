package io.quarkiverse.eventstream.benchmarks.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A service whose footprint is measured, in one of the forms in which it can be built.
 *
 * @param title the title in the table
 * @param module its folder below {@code footprint}
 * @param switches options in addition to those of all services
 * @param events the number of lines that it prints for one event on the topic
 * @param form the form in which it is built
 * @param reference the service of the same form to compare it with; null for the reference itself
 */
record FootprintService(String title, String module, List<String> switches, int events, Form form, FootprintService reference) {

    /** The form in which a service is built. */
    enum Form {
        JVM, NATIVE
    }

    private static final double MEGABYTE = 1024 * 1024;
    private static final String SECOND_CHANNEL = "-Dorders.second-channel=true";
    private static final String NO_LISTENER = "-Dquarkus.eventstream.listener.\"io.quarkiverse.eventstream.benchmarks.footprint"
            + ".eventstream.OrderListener#handle\".enabled=false";

    /** All services, grouped by form. */
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

    /** The command; a JVM and an executable take the same options. */
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

    /** Whether its first event comes by the bus, and not by a channel. */
    boolean waitsForTheBusAlone() {
        return module.equals("eventstream");
    }

    boolean isBuilt(Path benchmarks) {
        return Files.exists(program(benchmarks));
    }

    /** The files to ship; for the JVM, without the JVM itself. */
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

    /** The folder in which it was built. */
    Path folder(Path benchmarks) {
        return benchmarks.toAbsolutePath().resolve("footprint").resolve(module).resolve("target");
    }

    /** The program, which several services may share with different switches. */
    Path program(Path benchmarks) {
        return folder(benchmarks).resolve(form == Form.JVM ? "quarkus-app" : "service-runner");
    }

    @Override
    public String toString() {
        return (form == Form.JVM ? "JVM: " : "native: ") + title;
    }
}
