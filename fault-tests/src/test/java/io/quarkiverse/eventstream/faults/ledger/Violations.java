package io.quarkiverse.eventstream.faults.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The violations of an invariant: their number, and the first few in words. A broken invariant may have a million violations. */
public final class Violations {

    private static final int KEPT = 20;

    private final List<String> first = new ArrayList<>();
    private long count;

    /** Starts without violations. */
    public Violations() {}

    /**
     * Adds a violation.
     *
     * @param sentence its description, evaluated only for the first few
     */
    public void add(Supplier<String> sentence) {
        count++;
        if (first.size() < KEPT) {
            first.add(sentence.get());
        }
    }

    /** Adds the violations of another check of the same invariant. */
    public Violations addAll(Violations others) {
        others.first.forEach(sentence -> add(() -> sentence));
        count += others.count - others.first.size();
        return this;
    }

    /** The number of violations; 0 if the invariant holds. */
    public long count() {
        return count;
    }

    /** The descriptions of the first few. */
    public List<String> first() {
        return List.copyOf(first);
    }
}
