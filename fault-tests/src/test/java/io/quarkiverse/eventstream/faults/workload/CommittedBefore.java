package io.quarkiverse.eventstream.faults.workload;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.quarkiverse.eventstream.faults.check.Evidence.Allowance;
import io.quarkiverse.eventstream.faults.suite.Run;
import io.quarkiverse.eventstream.faults.suite.WorkerProcess;
import io.quarkiverse.eventstream.faults.suite.Workload;
import io.quarkiverse.eventstream.faults.worker.Entry.Kind;

/**
 * Offsets are committed before listeners are invoked, and workers are killed and stopped in turn. No delivery may be repeated; only the
 * events that a killed worker held may be lost, and none by a stop or a rebalance.
 */
public final class CommittedBefore implements Workload {

    @Override
    public String name() {
        return "committed-before";
    }

    @Override
    public int listening() {
        return 3;
    }

    @Override
    public Duration sessionTimeout() {
        return Duration.ofSeconds(4);
    }

    @Override
    public Set<Allowance> allowances() {
        return Set.of(Allowance.AT_MOST_ONCE);
    }

    @Override
    public Map<String, String> properties() {
        return Map.of("quarkus.eventstream.delivery.commit", "before",
                "faults.listen.slow-share", "0.002", "faults.listen.slow-delay", "0.05S");
    }

    @Override
    public void inject(Run run) {
        long began = System.nanoTime() - Duration.ofHours(1).toNanos();
        boolean kill = true;
        do {
            WorkerProcess next = run.startListening();
            run.awaitDeliveries(200 + run.random().nextInt(400));
            WorkerProcess last = run.listening().get(run.random().nextInt(run.listening().size() - 1));
            if (kill) {
                // Everything that it held may be lost, since its start.
                run.kill(last, began);
            } else {
                run.terminate(List.of(last));
            }
            kill = !kill;
            run.await(next, Kind.UP);
        } while (run.hasTime() || !kill);
        run.awaitPublications(100);
    }
}
