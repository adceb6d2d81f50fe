package io.quarkiverse.eventstream.faults.workload;

import java.time.Duration;
import java.util.Map;

import io.quarkiverse.eventstream.faults.suite.Run;
import io.quarkiverse.eventstream.faults.suite.WorkerProcess;
import io.quarkiverse.eventstream.faults.suite.Workload;
import io.quarkiverse.eventstream.faults.worker.Entry.Kind;

/**
 * Listening workers are killed, one or a few in a row, sometimes also the publisher, and replaced; then the group has time to commit. A
 * crash may repeat the deliveries of the worker since its last commit, and no others.
 */
public final class KilledWorkers implements Workload {

    private static final int ONE_IN = 3;
    private static final int MOST_IN_A_ROW = 3;

    @Override
    public String name() {
        return "killed-workers";
    }

    @Override
    public int listening() {
        return 3;
    }

    @Override
    public Duration sessionTimeout() {
        return Duration.ofSeconds(4);
    }

    @Override
    public Map<String, String> properties() {
        return Map.of("faults.listen.slow-share", "0.002", "faults.listen.slow-delay", "0.15S");
    }

    @Override
    public void inject(Run run) {
        boolean publisherToo = true;
        do {
            long uncommitted = run.awaitCommitted();
            int more = run.random().nextInt(MOST_IN_A_ROW);
            kill(run, uncommitted, publisherToo);
            while (more-- > 0) {
                kill(run, uncommitted, false);
            }
            publisherToo = run.random().nextInt(ONE_IN) == 0;
        } while (run.hasTime());
        run.awaitPublications(100);
    }

    private static void kill(Run run, long uncommitted, boolean publisherToo) {
        WorkerProcess next = run.startListening();
        run.awaitDeliveries(200 + run.random().nextInt(400));
        run.kill(run.listening().get(run.random().nextInt(run.listening().size() - 1)), uncommitted);
        if (publisherToo) {
            WorkerProcess publisher = run.publishing().get(0);
            run.startPublishing();
            run.kill(publisher, uncommitted);
        }
        run.await(next, Kind.UP);
    }
}
