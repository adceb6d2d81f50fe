package io.quarkiverse.eventstream.faults.workload;

import java.time.Duration;

import io.quarkiverse.eventstream.devbroker.DevBroker;
import io.quarkiverse.eventstream.faults.check.Fault;
import io.quarkiverse.eventstream.faults.suite.Run;
import io.quarkiverse.eventstream.faults.suite.Workload;

/**
 * The only broker is killed and restarted, while the group is stable. No member loses its partitions, so no delivery may be repeated:
 * offsets that cannot be committed in the meantime are committed later. (A broker that dies during a rebalance forgets the generation
 * that its members have already, and they lose all partitions.)
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
            // So the group is stable.
            run.awaitCommitted();
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
