package io.quarkiverse.eventstream.benchmarks.runner;

/**
 * A row of a table: a contender and its variant.
 *
 * @param contender the contender
 * @param variant the variant; empty if there is only one
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
