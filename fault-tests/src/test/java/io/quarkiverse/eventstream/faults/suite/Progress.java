package io.quarkiverse.eventstream.faults.suite;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

import io.quarkiverse.eventstream.faults.ledger.Ledger;
import io.quarkiverse.eventstream.faults.worker.Entry.Kind;

/**
 * Waits for entries of the workers.
 *
 * @param ledger the ledger, which every wait reads
 * @param workers the workers that should be running
 */
record Progress(Ledger ledger, Supplier<List<WorkerProcess>> workers) {

    /** Longer than publishing may take on a busy machine. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofMillis(50);

    /** Waits for a number of further entries. */
    void awaitMore(Kind kind, long more) {
        ledger.readOn();
        long enough = ledger.count(kind) + more;
        await(more + " more " + kind, () -> ledger.count(kind) >= enough);
    }

    /** Waits for an entry of a worker. */
    void await(WorkerProcess worker, Kind kind) {
        await(worker.name() + " " + kind, () -> ledger.has(worker.number(), kind));
    }

    void await(String what, BooleanSupplier reached) {
        try {
            Awaitility.await(what).atMost(PATIENCE).pollInterval(POLL).pollDelay(Duration.ZERO).until(() -> {
                ledger.readOn();
                requireAlive();
                return reached.getAsBoolean();
            });
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException("No progress: " + what + ". " + lastLines(), e);
        }
    }

    /** Fails if a worker has ended by itself, because a wait for it would never end. */
    private void requireAlive() {
        workers.get().stream().filter(WorkerProcess::endedUnasked).findFirst().ifPresent(worker -> {
            throw new IllegalStateException(worker.name() + " ended by itself. " + worker.lastLines());
        });
    }

    private String lastLines() {
        return workers.get().stream().map(WorkerProcess::lastLines).reduce("", (some, more) -> some + "\n" + more);
    }
}
