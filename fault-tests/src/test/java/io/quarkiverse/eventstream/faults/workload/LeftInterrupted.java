package io.quarkiverse.eventstream.faults.workload;

import java.util.Map;

import io.quarkiverse.eventstream.faults.check.Fault;
import io.quarkiverse.eventstream.faults.suite.Run;
import io.quarkiverse.eventstream.faults.suite.Workload;

/** Listeners leave their threads interrupted. That does not affect the invocations for later events, on any thread. */
public final class LeftInterrupted implements Workload {

    @Override
    public String name() {
        return "left-interrupted";
    }

    @Override
    public Map<String, String> properties() {
        return Map.of("faults.listen.interrupt-share", "0.02");
    }

    @Override
    public void inject(Run run) {
        run.inject(Fault.withoutRepetition("listeners that leave their threads interrupted"));
        run.flowOn();
    }
}
