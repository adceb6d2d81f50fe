package io.quarkiverse.eventstream.quickstart.desk;

import io.quarkiverse.eventstream.quickstart.desk.Ledger.Counts;

/**
 * What became of the orders in billing's database.
 *
 * @param committed the orders that billing has recorded as completed, each in the transaction of its invoice
 * @param effects the invoices
 * @param settled the events that billing has settled
 */
record Books(int committed, int effects, int settled) {

    /** The events that took no effect, because billing had completed their orders before. */
    int skipped() {
        return settled - committed;
    }

    /** Whether each order took effect once, and was published once, however often it came. */
    boolean agreeWith(Counts counts) {
        return committed == counts.published() && effects == committed && counts.billed() == committed
                && skipped() == counts.sentAgain();
    }
}
