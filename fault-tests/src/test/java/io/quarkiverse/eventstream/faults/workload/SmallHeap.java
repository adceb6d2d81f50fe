package io.quarkiverse.eventstream.faults.workload;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.quarkiverse.eventstream.faults.check.Fault;
import io.quarkiverse.eventstream.faults.suite.Run;
import io.quarkiverse.eventstream.faults.suite.Workload;

/**
 * One worker has all 128 partitions, large events, a heap of 128 MB, and a backlog in the broker that is far larger than that: it does
 * not run out of memory, and all events are delivered. Otherwise, it would end at once, and be detected.
 */
public final class SmallHeap implements Workload {

    private static final Duration BACKLOG = Duration.ofSeconds(6);
    private final Outage outage = new Outage();

    @Override
    public String name() {
        return "small-heap";
    }

    @Override
    public int partitions() {
        return 64;
    }

    @Override
    public int listening() {
        return 1;
    }

    @Override
    public int rate() {
        return 1_000;
    }

    @Override
    public List<String> jvmOptions() {
        return List.of("-XX:+ExitOnOutOfMemoryError");
    }

    @Override
    public Map<String, String> properties() {
        return Map.of("faults.publish.padding", "30000", "faults.publish.max-open", "200", "faults.listen.outage",
                outage.file());
    }

    @Override
    public void inject(Run run) {
        do {
            run.awaitDeliveries(100);
            run.inject(Fault.withoutRepetition("a backlog that is larger than the heap"));
            outage.begin();
            run.hold(BACKLOG);
            outage.end();
            run.awaitDeliveries(100);
        } while (run.hasTime());
    }
}
