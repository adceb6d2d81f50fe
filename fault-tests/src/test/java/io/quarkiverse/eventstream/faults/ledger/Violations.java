package io.quarkiverse.eventstream.faults.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Violations of an invariant: how many, and the first few in words. Where something is broken, it may be so a million times. */
public final class Violations {

    private static final int KEPT = 20;

    private final List<String> first = new ArrayList<>();
    private long count;

    /** None so far. */
    public Violations() {}

    /**
     * Adds one.
     *
     * @param sentence asked only for the first few
     */
    public void add(Supplier<String> sentence) {
        count++;
        if (first.size() < KEPT) {
            first.add(sentence.get());
        }
    }

    /**
     * Adds others.
     *
     * @param others of the same invariant
     * @return this
     */
    public Violations addAll(Violations others) {
        others.first.forEach(sentence -> add(() -> sentence));
        count += others.count - others.first.size();
        return this;
    }

    /**
     * How many there are.
     *
     * @return 0 if the invariant held
     */
    public long count() {
        return count;
    }

    /**
     * The first few.
     *
     * @return a sentence for each
     */
    public List<String> first() {
        return List.copyOf(first);
    }
}
