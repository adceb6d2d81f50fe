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
 * Waits for what the workers write down.
 *
 * @param ledger read on by every wait
 * @param workers those that should be running
 */
record Progress(Ledger ledger, Supplier<List<WorkerProcess>> workers) {

    /** Longer than publishing may take: on a machine that is busy with other things, everything takes long. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LOOK = Duration.ofMillis(50);

    /** Waits until something has happened some more times. */
    void awaitMore(Kind kind, long more) {
        ledger.readOn();
        long enough = ledger.count(kind) + more;
        await(more + " more " + kind, () -> ledger.count(kind) >= enough);
    }

    /** Waits until a worker has done something. */
    void await(WorkerProcess worker, Kind kind) {
        await(worker.name() + " " + kind, () -> ledger.has(worker.number(), kind));
    }

    void await(String what, BooleanSupplier reached) {
        try {
            Awaitility.await(what).atMost(PATIENCE).pollInterval(LOOK).pollDelay(Duration.ZERO).until(() -> {
                ledger.readOn();
                requireAlive();
                return reached.getAsBoolean();
            });
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException("No progress: " + what + ". " + lastWords(), e);
        }
    }

    /** Who waits for a worker that has ended by itself would wait in vain. */
    private void requireAlive() {
        workers.get().stream().filter(WorkerProcess::endedUnasked).findFirst().ifPresent(worker -> {
            throw new IllegalStateException(worker.name() + " ended by itself. " + worker.lastWords());
        });
    }

    private String lastWords() {
        return workers.get().stream().map(WorkerProcess::lastWords).reduce("", (some, more) -> some + "\n" + more);
    }
}
