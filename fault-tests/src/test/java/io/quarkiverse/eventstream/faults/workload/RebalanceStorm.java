package io.quarkiverse.eventstream.faults.workload;

import java.time.Duration;
import java.util.List;

import io.quarkiverse.eventstream.faults.check.Fault;
import io.quarkiverse.eventstream.faults.suite.Run;
import io.quarkiverse.eventstream.faults.suite.WorkerProcess;
import io.quarkiverse.eventstream.faults.suite.Workload;
import io.quarkiverse.eventstream.faults.worker.Entry.Kind;

/**
 * Members join and leave under load. A member commits a partition before it gives it up, so no delivery may be repeated, although
 * periodic commits are rare here.
 */
public final class RebalanceStorm implements Workload {

    @Override
    public String name() {
        return "rebalance-storm";
    }

    @Override
    public Duration commitInterval() {
        return Duration.ofSeconds(5);
    }

    @Override
    public void inject(Run run) {
        do {
            WorkerProcess one = join(run);
            WorkerProcess other = join(run);
            run.await(one, Kind.OK);
            run.await(other, Kind.OK);
            run.terminate(List.of(run.anyListening()));
            run.awaitDeliveries(run.random().nextInt(200));
            run.terminate(List.of(run.anyListening()));
        } while (run.hasTime());
    }

    private static WorkerProcess join(Run run) {
        WorkerProcess joining = run.startListening();
        run.inject(Fault.withoutRepetition(joining.name() + " joins"));
        return joining;
    }
}
