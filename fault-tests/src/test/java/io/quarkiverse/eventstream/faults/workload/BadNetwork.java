package io.quarkiverse.eventstream.faults.workload;

import java.time.Duration;
import java.util.Map;

import io.quarkiverse.eventstream.faults.check.Fault;
import io.quarkiverse.eventstream.faults.suite.Brokers;
import io.quarkiverse.eventstream.faults.suite.Proxy;
import io.quarkiverse.eventstream.faults.suite.Run;
import io.quarkiverse.eventstream.faults.suite.Workload;

/**
 * The network between all workers and the broker is cut, slow, and half open; cut and half open for less and for more than the session
 * timeout. A member that is cut off dispatches for the session timeout at most. So only deliveries that began in that time, and those
 * that were uncommitted before, may be repeated.
 */
public final class BadNetwork implements Workload {

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration BRIEFEST = Duration.ofMillis(200);
    /** Far less than the session timeout, even with Kafka's pause before a reconnect. */
    private static final Duration BRIEF = Duration.ofSeconds(1);
    private static final Duration SHORTEST = Duration.ofMillis(500);
    /** How late after its session a member on a busy machine may begin its last invocation. */
    private static final Duration LATE = Duration.ofSeconds(1);

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
            cutBriefly(run, network);
            inject(run, "cut", network::cut, sessionTimeout().plus(SHORTEST));
            slowDown(run, network);
            inject(run, "half open", network::halfOpen, SHORTEST);
        } while (run.hasTime());
    }

    /** Every member sends heartbeats again long before its session ends, so no partition moves. */
    private static void cutBriefly(Run run, Proxy network) {
        run.awaitDeliveries(200);
        run.inject(Fault.withoutRepetition("a network that is cut for a moment"));
        network.cut();
        run.hold(BRIEFEST, BRIEF);
        network.heal();
        run.awaitDeliveries(100);
    }

    /** Every answer still comes long before its timeout, so no partition moves. */
    private void slowDown(Run run, Proxy network) {
        run.awaitDeliveries(100);
        network.slow(Duration.ofMillis(20 + run.random().nextInt(60)));
        run.inject(Fault.withoutRepetition("a network that is slow"));
        run.hold(SHORTEST, sessionTimeout());
        network.heal();
    }

    private void inject(Run run, String what, Runnable fault, Duration least) {
        run.awaitDeliveries(200 + run.random().nextInt(200));
        long uncommitted = run.awaitCommitted();
        long began = System.nanoTime();
        fault.run();
        run.hold(least, sessionTimeout().plus(REQUEST_TIMEOUT));
        run.brokers().proxy().heal();
        run.inject(new Fault("a network that is " + what, null, uncommitted,
                began + sessionTimeout().plus(LATE).toNanos(), true));
        run.awaitPublications(50);
        run.awaitDeliveries(100);
    }
}
