package io.quarkiverse.eventstream.faults.workload;

import java.util.Map;

import io.quarkiverse.eventstream.faults.check.Fault;
import io.quarkiverse.eventstream.faults.suite.Run;
import io.quarkiverse.eventstream.faults.suite.Workload;

/**
 * Listeners fail for some events and are slow for others. No partition moves for it, so no completed delivery may be repeated.
 */
public final class FailingListeners implements Workload {

    @Override
    public String name() {
        return "failing-listeners";
    }

    @Override
    public Map<String, String> properties() {
        return Map.of("faults.listen.failing-share", "0.005", "faults.listen.failures", "3", "faults.listen.slow-share",
                "0.002",
                "faults.listen.slow-delay", "0.2S");
    }

    @Override
    public void inject(Run run) {
        run.inject(Fault.withoutRepetition("listeners that fail and are slow"));
        run.flowOn();
    }
}
