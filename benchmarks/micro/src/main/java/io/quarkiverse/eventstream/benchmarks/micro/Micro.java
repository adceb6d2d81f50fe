package io.quarkiverse.eventstream.benchmarks.micro;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.openjdk.jmh.Main;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/**
 * Runs the microbenchmarks: JMH's own command line with other defaults.
 */
public final class Micro {

    private Micro() {}

    /**
     * Runs the microbenchmarks. Exits with 1 if one fails.
     *
     * @throws IOException if the results cannot be written
     */
    public static void main(String[] args) throws IOException {
        Main.main(withDefaults(args));
    }

    /** Puts missing options before the given ones, because JMH accepts none twice. JMH reports invalid ones. */
    static String[] withDefaults(String... args) {
        CommandLineOptions given;
        try {
            given = new CommandLineOptions(args);
        } catch (CommandLineOptionException e) {
            return args;
        }
        List<String> all = new ArrayList<>();
        add(all, given.getForkCount().hasValue(), "-f", "2");
        add(all, given.getWarmupIterations().hasValue(), "-wi", "5");
        add(all, given.getWarmupTime().hasValue(), "-w", "1s");
        add(all, given.getMeasurementIterations().hasValue(), "-i", "5");
        add(all, given.getMeasurementTime().hasValue(), "-r", "1s");
        add(all, !given.getBenchModes().isEmpty(), "-bm", "avgt");
        add(all, given.getTimeUnit().hasValue(), "-tu", "ns");
        add(all, !given.getProfilers().isEmpty(), "-prof", "gc");
        add(all, given.getResultFormat().hasValue(), "-rf", "json");
        add(all, given.shouldFailOnError().hasValue(), "-foe", "true");
        all.addAll(Arrays.asList(args));
        return all.toArray(String[]::new);
    }

    private static void add(List<String> all, boolean given, String... option) {
        if (!given) {
            all.addAll(Arrays.asList(option));
        }
    }
}
