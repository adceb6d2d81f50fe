package io.quarkiverse.eventstream.faults.workload;

import java.util.ArrayList;
import java.util.List;

import io.quarkiverse.eventstream.faults.suite.Workload;

/** All workloads. */
public final class Workloads {

    private Workloads() {}

    /**
     * New instances of all workloads.
     *
     * @return in the order in which they run best
     */
    public static List<Workload> all() {
        List<Workload> all = new ArrayList<>(List.of(new KilledWorkers(), new RestartedBroker(), new BadNetwork(),
                new RebalanceStorm(), new FailingListeners(), new KeysSideBySide(), new FullDeadLetters(),
                new StoppedUnderLoad(), new CommittedBefore(), new DependencyAway(), new LeftInterrupted(),
                new AddedPartitions(), new Overtaken(), new AbortedTransactions(),
                new ForeignMember(), new RecreatedTopic(), new OutOfMemory(), new SmallHeap(), new ClockSteps()));
        if (FullDisk.isPossible()) {
            all.add(new FullDisk());
        }
        // Workloads with three brokers come last, so that these brokers do not run during the others.
        all.addAll(List.of(new KilledNode(), new RollingRestart(2), new RollingRestart(3)));
        return all;
    }
}
