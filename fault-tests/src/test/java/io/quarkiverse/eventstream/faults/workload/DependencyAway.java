package io.quarkiverse.eventstream.faults.workload;

import java.time.Duration;
import java.util.Map;

import io.quarkiverse.eventstream.faults.check.Fault;
import io.quarkiverse.eventstream.faults.suite.Run;
import io.quarkiverse.eventstream.faults.suite.Workload;

/**
 * A dependency of all listeners is down, for up to a minute: every invocation fails, in every worker. No partition moves, and when the
 * dependency is up again, delivery resumes at the same events.
 */
public final class DependencyAway implements Workload {

    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private final Outage outage = new Outage();

    @Override
    public String name() {
        return "dependency-away";
    }

    @Override
    public Map<String, String> properties() {
        return Map.of("faults.listen.outage", outage.file());
    }

    @Override
    public void inject(Run run) {
        do {
            run.awaitDeliveries(200 + run.random().nextInt(200));
            run.inject(Fault.withoutRepetition("a dependency of all listeners that is down"));
            outage.begin();
            Duration longest = run.timeLeft().compareTo(LONGEST) < 0 ? run.timeLeft() : LONGEST;
            run.hold(longest.compareTo(SHORTEST) < 0 ? SHORTEST : longest);
            outage.end();
            run.awaitDeliveries(400);
        } while (run.hasTime());
    }
}
