package io.quarkiverse.eventstream.benchmarks.runner;

/**
 * A row of a table: who takes part in a case, and how.
 *
 * @param contender who
 * @param variant how; empty for its only way
 */
record Entry(Contender contender, String variant) {

    static Entry of(Contender contender) {
        return new Entry(contender, "");
    }

    @Override
    public String toString() {
        return variant.isEmpty() ? contender.title : contender.title + ", " + variant;
    }
}
