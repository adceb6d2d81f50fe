package io.quarkiverse.eventstream.faults.workload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.quarkiverse.eventstream.devbroker.DevBroker;
import io.quarkiverse.eventstream.faults.check.Fault;
import io.quarkiverse.eventstream.faults.suite.Run;
import io.quarkiverse.eventstream.faults.suite.Workload;

/**
 * The only broker can no longer write, as with a full disk: it fails requests, closes its log and ends, and is restarted when there is
 * space. Acknowledged events are still there, and all others are published later.
 * <p>
 * A separate disk would need privileges. A limit on the size of files, which Linux allows without privileges, fails the same writes
 * with another error number, and Kafka handles both in the same way.
 */
public final class FullDisk implements Workload {

    private static final String PRLIMIT = "prlimit";
    private static final String NO_ROOM = "--fsize=1:";
    private static final Duration GIVING_UP = Duration.ofSeconds(30);

    /**
     * Whether this system supports the workload.
     *
     * @return false without {@code prlimit}, which is part of util-linux
     */
    public static boolean isPossible() {
        try {
            return run(PRLIMIT, "--version") == 0;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static int run(String... command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String name() {
        return "full-disk";
    }

    @Override
    public void inject(Run run) {
        DevBroker broker = run.brokers().single();
        do {
            run.awaitDeliveries(200 + run.random().nextInt(300));
            fill(broker.pid(1));
            run.inject(Fault.withoutRepetition("a broker whose disk is full"));
            run.hold(Duration.ofMillis(200), Duration.ofSeconds(2));
            broker.restart();
            run.awaitPublications(100);
            run.awaitDeliveries(100);
        } while (run.hasTime());
    }

    /** Waits for the end of the broker, which it may survive. */
    private static void fill(long pid) {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        if (run(PRLIMIT, "--pid", Long.toString(pid), NO_ROOM) != 0) {
            throw new IllegalStateException("prlimit could not limit what process " + pid + " may write");
        }
        try {
            process.onExit().get(GIVING_UP.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            // It continues without its log, but is restarted nevertheless.
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
