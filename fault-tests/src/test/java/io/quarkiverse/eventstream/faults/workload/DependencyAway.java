package io.quarkiverse.eventstream.faults.workload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import io.quarkiverse.eventstream.faults.check.Fault;
import io.quarkiverse.eventstream.faults.suite.Run;
import io.quarkiverse.eventstream.faults.suite.Workload;

/**
 * Something that all listeners depend on is away, for a minute where there is time: every call fails, in every worker. That is no
 * reason for anything to change hands, and when it is back, everything goes on where it stood.
 */
public final class DependencyAway implements Workload {

    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Path away = temporaryFile();

    private static Path temporaryFile() {
        try {
            Path file = Files.createTempFile("faults", ".away");
            file.toFile().deleteOnExit();
            Files.delete(file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String name() {
        return "dependency-away";
    }

    @Override
    public Map<String, String> properties() {
        return Map.of("faults.listen.outage", away.toString());
    }

    @Override
    public void inject(Run run) {
        do {
            run.awaitDeliveries(200 + run.random().nextInt(200));
            takeAway(run, away);
            Duration longest = run.timeLeft().compareTo(LONGEST) < 0 ? run.timeLeft() : LONGEST;
            run.hold(longest.compareTo(SHORTEST) < 0 ? SHORTEST : longest);
            bringBack(away);
            run.awaitDeliveries(400);
        } while (run.hasTime());
    }

    static void takeAway(Run run, Path away) {
        run.inject(Fault.withoutRepetition("a dependency of all listeners that is away"));
        try {
            Files.createFile(away);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void bringBack(Path away) {
        try {
            Files.deleteIfExists(away);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path newFile() {
        return temporaryFile();
    }
}
