package io.quarkiverse.eventstream.faults.workload;

import java.time.Duration;
import java.util.Map;

import io.quarkiverse.eventstream.faults.check.Fault;
import io.quarkiverse.eventstream.faults.suite.Brokers;
import io.quarkiverse.eventstream.faults.suite.Proxy;
import io.quarkiverse.eventstream.faults.suite.Run;
import io.quarkiverse.eventstream.faults.suite.Workload;

/**
 * The network between all workers and the broker is cut, slow, and half open; cut and half open for shorter and longer than the
 * group waits for its members. Who loses its partitions could not commit since the network went, and goes on with what it holds until it learns of
 * the loss: that much may come again.
 */
public final class BadNetwork implements Workload {

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration SHORTEST = Duration.ofMillis(500);

    @Override
    public String name() {
        return "bad-network";
    }

    @Override
    public String bootstrapServers(Brokers brokers) {
        return "127.0.0.1:" + brokers.proxy().port();
    }

    @Override
    public Duration sessionTimeout() {
        return Duration.ofSeconds(3);
    }

    @Override
    public Map<String, String> properties() {
        return Map.of("quarkus.eventstream.kafka.read-timeout", REQUEST_TIMEOUT.toString(),
                "quarkus.eventstream.kafka.write-timeout", REQUEST_TIMEOUT.toString());
    }

    @Override
    public void inject(Run run) {
        Proxy network = run.brokers().proxy();
        do {
            inject(run, "cut", network::cut);
            slowDown(run, network);
            inject(run, "half open", network::halfOpen);
        } while (run.hasTime());
    }

    /** Every answer still comes long before anybody gives up on it, so nothing changes hands. */
    private void slowDown(Run run, Proxy network) {
        run.awaitDeliveries(100);
        network.slow(Duration.ofMillis(20 + run.random().nextInt(60)));
        run.inject(Fault.withoutRepetition("a network that is slow"));
        run.hold(SHORTEST, sessionTimeout());
        network.heal();
    }

    private void inject(Run run, String what, Runnable fault) {
        run.awaitDeliveries(200 + run.random().nextInt(200));
        long began = System.nanoTime();
        fault.run();
        run.hold(SHORTEST, sessionTimeout().plus(REQUEST_TIMEOUT));
        run.brokers().proxy().heal();
        Duration aftermath = REQUEST_TIMEOUT.plus(run.uncommitted());
        run.inject(new Fault("a network that is " + what, null, began - run.uncommitted().toNanos(),
                System.nanoTime() + aftermath.toNanos(), true));
        run.awaitPublications(50);
        run.awaitDeliveries(100);
    }
}
