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
 * Three brokers are shut down cleanly and restarted, one after the other, as for an upgrade. If every replica is required, nothing can
 * be written in the meantime; publishing waits, and no publication fails, as with Kafka's own producer.
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
                // Kafka reports missing replicas at once, so a limited number of retries is used up in a moment.
                run.hold(Duration.ofSeconds(3), Duration.ofSeconds(10));
                cluster.restart(last);
                run.awaitPublications(100);
            } while (run.hasTime());
            System.out.println(name() + ": " + yardstick.end());
        }
    }
}
