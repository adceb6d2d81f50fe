package io.quarkiverse.eventstream.faults.workload;

import java.time.Duration;

import io.quarkiverse.eventstream.devbroker.DevBroker;
import io.quarkiverse.eventstream.faults.check.Fault;
import io.quarkiverse.eventstream.faults.suite.Run;
import io.quarkiverse.eventstream.faults.suite.Workload;

/**
 * The only broker is killed and comes back, while the group is at rest. No member loses its partitions by that, so nothing may
 * come again: what can't be committed meanwhile is committed later. (A broker that dies in the middle of a rebalance forgets the
 * generation that its members have already, and they lose everything.)
 */
public final class RestartedBroker implements Workload {

    @Override
    public String name() {
        return "restarted-broker";
    }

    @Override
    public void inject(Run run) {
        DevBroker broker = run.brokers().single();
        do {
            run.awaitDeliveries(200 + run.random().nextInt(300));
            broker.kill();
            run.inject(Fault.withoutRepetition("kill -9 of the broker"));
            run.hold(Duration.ofMillis(200), Duration.ofSeconds(2));
            broker.restart();
            run.awaitPublications(100);
            run.awaitDeliveries(100);
        } while (run.hasTime());
    }
}
