package io.quarkiverse.eventstream.faults.check;

import java.util.function.BiConsumer;

import io.quarkiverse.eventstream.faults.ledger.Violations;
import io.quarkiverse.eventstream.faults.worker.Entry.Kind;
import io.quarkiverse.eventstream.faults.worker.Notes;

/** A closed bus leaves no thread, neither its own nor one of its Kafka clients. */
public final class NoThreadLeaked implements Check {

    @Override
    public String invariant() {
        return "no thread is leaked";
    }

    @Override
    public Violations violations(Evidence evidence) {
        Violations result = new Violations();
        forEach(evidence, (worker, threads) -> result.add(() -> "worker " + worker + " still had " + threads));
        return result;
    }

    /** The number of leaked threads. */
    static long count(Evidence evidence) {
        long[] count = {0};
        forEach(evidence, (worker, threads) -> count[0] += threads.split(", ").length);
        return count[0];
    }

    private static void forEach(Evidence evidence, BiConsumer<Integer, String> action) {
        evidence.ledger().paths().forEach((worker, ledger) -> Notes.read(ledger, Kind.DOWN)
                .forEach(threads -> action.accept(worker, threads)));
    }
}
