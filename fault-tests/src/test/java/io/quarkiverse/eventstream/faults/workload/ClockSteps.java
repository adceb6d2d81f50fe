package io.quarkiverse.eventstream.faults.workload;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.quarkiverse.eventstream.faults.check.Fault;
import io.quarkiverse.eventstream.faults.mutant.Mutant;
import io.quarkiverse.eventstream.faults.suite.Run;
import io.quarkiverse.eventstream.faults.suite.Workload;
import io.quarkiverse.eventstream.faults.worker.WallClock;
import net.bytebuddy.implementation.MethodCall;

/**
 * The wall clock steps forward and back. The bus itself does not use it, and Kafka's clients read it in a single method: that one is
 * replaced here, because all processes share the system's clock.
 */
public final class ClockSteps implements Workload {

    private static final String SYSTEM_TIME = "org.apache.kafka.common.utils.SystemTime";

    /** How late after its session a member on a busy machine may begin its last invocation. */
    private static final Duration LATE = Duration.ofSeconds(1);

    private final Path clock = newFile();

    private static Path newFile() {
        try {
            Path file = Files.createTempFile("faults", ".clock");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String name() {
        return "clock-steps";
    }

    @Override
    public Duration sessionTimeout() {
        return Duration.ofSeconds(4);
    }

    @Override
    public Path application(Path packaged, Path copy) {
        try {
            return Mutant.ofClients(packaged, copy, SYSTEM_TIME, "milliseconds",
                    MethodCall.invoke(WallClock.class.getMethod("millis")));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public List<String> jvmOptions() {
        return List.of("-D" + WallClock.FILE + "=" + clock);
    }

    @Override
    public void inject(Run run) {
        do {
            // Below the timeout of publications, so that none seems to have timed out.
            step(run, 10 + run.random().nextInt(50));
            // Kafka's timers stand still until the clock has caught up.
            step(run, -sessionTimeout().toSeconds() - 2 - run.random().nextInt(10));
        } while (run.hasTime());
    }

    private void step(Run run, long seconds) {
        run.awaitDeliveries(200 + run.random().nextInt(200));
        long uncommitted = run.awaitCommitted();
        long began = System.nanoTime();
        step(seconds * 1_000);
        run.hold(sessionTimeout().plusSeconds(Math.max(0, -seconds)));
        run.inject(new Fault("a clock that steps by " + seconds + " s", null, uncommitted,
                began + sessionTimeout().plus(LATE).toNanos(), true));
        run.awaitPublications(100);
        run.awaitDeliveries(200);
    }

    private void step(long millis) {
        try (RandomAccessFile file = new RandomAccessFile(clock.toFile(), "rw")) {
            long now = file.length() < Long.BYTES ? 0 : file.readLong();
            file.seek(0);
            file.writeLong(now + millis);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
