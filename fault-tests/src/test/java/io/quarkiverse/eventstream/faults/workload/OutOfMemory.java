package io.quarkiverse.eventstream.faults.workload;

import java.time.Duration;
import java.util.Map;

import io.quarkiverse.eventstream.faults.check.Fault;
import io.quarkiverse.eventstream.faults.suite.Run;
import io.quarkiverse.eventstream.faults.suite.Workload;

/**
 * Listeners allocate more memory than the heap has, which fails like any invocation. Then a worker has no memory for a moment, on any
 * thread, including its consumers and its Kafka clients. It must recover by itself.
 */
public final class OutOfMemory implements Workload {

    @Override
    public String name() {
        return "out-of-memory";
    }

    @Override
    public Duration sessionTimeout() {
        return Duration.ofSeconds(6);
    }

    @Override
    public Map<String, String> properties() {
        return Map.of("faults.listen.greedy-share", "0.0005");
    }

    @Override
    public void inject(Run run) {
        run.inject(Fault.withoutRepetition("listeners that ask for too much memory"));
        do {
            run.awaitDeliveries(400 + run.random().nextInt(200));
            run.takeMemory(run.anyListening());
            run.awaitDeliveries(400);
        } while (run.hasTime());
    }
}
