package io.quarkiverse.eventstream.faults.workload;

import java.time.Duration;
import java.util.Map;

import io.quarkiverse.eventstream.devbroker.DevBroker;
import io.quarkiverse.eventstream.faults.check.Fault;
import io.quarkiverse.eventstream.faults.suite.Brokers;
import io.quarkiverse.eventstream.faults.suite.Run;
import io.quarkiverse.eventstream.faults.suite.Workload;
import io.quarkiverse.eventstream.faults.suite.Yardstick;

/**
 * Three brokers are stopped in good order and started again, one after the other, as for an upgrade. Where each replica is needed,
 * nothing can be written meanwhile; publishing waits, and no publication fails, as none of Kafka's own producer does.
 */
public final class RollingRestart implements Workload {

    private final int minInSync;
    private int last;

    /**
     * With a topic of three replicas.
     *
     * @param minInSync how many of them must have a record
     */
    public RollingRestart(int minInSync) {
        this.minInSync = minInSync;
    }

    @Override
    public String name() {
        return "rolling-restart-" + minInSync;
    }

    @Override
    public DevBroker broker(Brokers brokers) {
        return brokers.cluster();
    }

    @Override
    public Map<String, String> topicConfiguration() {
        return Map.of("min.insync.replicas", Integer.toString(minInSync));
    }

    @Override
    public void inject(Run run) {
        DevBroker cluster = run.brokers().cluster();
        try (Yardstick yardstick = Yardstick.start(this, run)) {
            do {
                last = 1 + last % cluster.nodes();
                run.awaitDeliveries(200 + run.random().nextInt(300));
                cluster.stop(last);
                run.inject(Fault.withoutRepetition("SIGTERM to node " + last));
                // Kafka answers at once that replicas are missing: a few retries are used up in a moment.
                run.hold(Duration.ofSeconds(3), Duration.ofSeconds(10));
                cluster.restart(last);
                run.awaitPublications(100);
            } while (run.hasTime());
            System.out.println(name() + ": " + yardstick.end());
        }
    }
}
