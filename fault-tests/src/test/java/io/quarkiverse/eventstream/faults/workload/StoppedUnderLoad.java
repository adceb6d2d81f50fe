package io.quarkiverse.eventstream.faults.workload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.quarkiverse.eventstream.faults.suite.Run;
import io.quarkiverse.eventstream.faults.suite.WorkerProcess;
import io.quarkiverse.eventstream.faults.suite.Workload;

/**
 * All workers, including the publisher, are asked to stop at once, while events wait and some workers have hardly joined; new ones take
 * over. Running invocations end and are committed, so no delivery may be repeated.
 */
public final class StoppedUnderLoad implements Workload {

    @Override
    public String name() {
        return "stopped-under-load";
    }

    @Override
    public Duration commitInterval() {
        return Duration.ofSeconds(5);
    }

    @Override
    public Map<String, String> properties() {
        return Map.of("faults.listen.delay", "0.005S", "faults.listen.delay-share", "0.3", "faults.listen.slow-share", "0.004",
                "faults.listen.slow-delay", "0.2S");
    }

    @Override
    public void inject(Run run) {
        do {
            run.awaitDeliveries(400 + run.random().nextInt(400));
            List<WorkerProcess> all = new ArrayList<>(run.listening());
            all.addAll(run.publishing());
            run.terminate(all);
            run.startPublishing();
            for (int i = 0; i < listening(); i++) {
                run.startListening();
            }
        } while (run.hasTime());
        run.awaitPublications(100);
    }
}
