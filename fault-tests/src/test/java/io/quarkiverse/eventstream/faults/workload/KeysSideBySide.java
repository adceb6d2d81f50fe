package io.quarkiverse.eventstream.faults.workload;

import java.util.Map;

import io.quarkiverse.eventstream.faults.check.Fault;
import io.quarkiverse.eventstream.faults.check.Ordering;
import io.quarkiverse.eventstream.faults.suite.Run;
import io.quarkiverse.eventstream.faults.suite.Workload;

/**
 * Listeners with {@code Ordering.KEY}, for which some events fail and some take long: events of other keys overtake them, and nothing
 * is committed past them.
 */
public final class KeysSideBySide implements Workload {

    @Override
    public String name() {
        return "keys-side-by-side";
    }

    @Override
    public Ordering ordering() {
        return Ordering.KEY;
    }

    @Override
    public Map<String, String> properties() {
        return Map.of("faults.listen.failing-share", "0.005", "faults.listen.failures", "3", "faults.listen.slow-share",
                "0.005",
                "faults.listen.slow-delay", "0.3S");
    }

    @Override
    public void inject(Run run) {
        run.inject(Fault.withoutRepetition("listeners that fail and are slow, for some keys"));
        run.flowOn();
    }
}
