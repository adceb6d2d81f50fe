package io.quarkiverse.eventstream.faults.workload;

import io.quarkiverse.eventstream.devbroker.DevBroker;
import io.quarkiverse.eventstream.faults.check.Fault;
import io.quarkiverse.eventstream.faults.suite.Brokers;
import io.quarkiverse.eventstream.faults.suite.Run;
import io.quarkiverse.eventstream.faults.suite.Workload;

/**
 * One of three brokers is killed and restarted, while events are published and delivered. The group keeps its members on another
 * broker, so no delivery may be repeated.
 */
public final class KilledNode implements Workload {

    @Override
    public String name() {
        return "killed-node";
    }

    @Override
    public DevBroker broker(Brokers brokers) {
        return brokers.cluster();
    }

    @Override
    public void inject(Run run) {
        DevBroker cluster = run.brokers().cluster();
        do {
            int node = 1 + run.random().nextInt(cluster.nodes());
            run.awaitDeliveries(200 + run.random().nextInt(300));
            cluster.kill(node);
            run.inject(Fault.withoutRepetition("kill -9 of node " + node));
            run.awaitPublications(100);
            run.awaitDeliveries(200);
            cluster.restart(node);
        } while (run.hasTime());
    }
}
