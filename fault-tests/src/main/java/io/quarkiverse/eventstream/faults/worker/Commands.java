package io.quarkiverse.eventstream.faults.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

import jakarta.inject.Singleton;

import io.quarkus.runtime.Quarkus;

/**
 * Takes commands from standard input. The worker ends with that input, so that none outlives the suite.
 */
@Singleton
public class Commands {

    /** Stop publishing. */
    public static final String FINISH = "finish";

    /** Take all memory for a moment. */
    public static final String TAKE_MEMORY = "take-memory";

    private static final long MEMORY_TAKEN_MILLIS = 300;

    private final Publisher publisher;

    Commands(Publisher publisher) {
        this.publisher = publisher;
    }

    void start() {
        Thread thread = new Thread(this::read, "commands");
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals(FINISH)) {
                    publisher.finish();
                } else if (line.equals(TAKE_MEMORY)) {
                    MemoryHog.takeAll(MEMORY_TAKEN_MILLIS);
                }
            }
        } catch (IOException e) {
            // Equivalent to the end of the input.
        }
        Quarkus.asyncExit(0);
    }
}
