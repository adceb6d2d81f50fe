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
 * The clock of the workers' machine steps, ahead and back. The bus itself does not look at the time of day, and Kafka's clients do in one
 * place: that is told another time here, since the system's clock is everybody's.
 */
public final class ClockSteps implements Workload {

    private static final String SYSTEM_TIME = "org.apache.kafka.common.utils.SystemTime";

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
        return Duration.ofSeconds(6);
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
            // Below the timeout of publications: an event whose time seems to be up fails.
            step(run, Duration.ofSeconds(10 + run.random().nextInt(50)));
            step(run, Duration.ofSeconds(-5 - run.random().nextInt(15)));
        } while (run.hasTime());
    }

    private void step(Run run, Duration step) {
        run.awaitDeliveries(300 + run.random().nextInt(300));
        long before = System.nanoTime() - run.uncommitted().toNanos();
        try (RandomAccessFile file = new RandomAccessFile(clock.toFile(), "rw")) {
            long now = file.length() < Long.BYTES ? 0 : file.readLong();
            file.seek(0);
            file.writeLong(now + step.toMillis());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run.inject(new Fault("a clock that steps by " + step.toSeconds() + " s", null, before,
                System.nanoTime() + run.uncommitted().toNanos(), true));
        run.awaitPublications(200);
        run.awaitDeliveries(200);
    }
}
