package io.quarkiverse.eventstream.outbox.faults;

import java.util.List;
import java.util.Map;

/**
 * What befalls the instances of a service while they place orders, of which three of ten roll back, and two listeners with {@code @Once} take
 * effect for each.
 *
 * @param name its name on the command line and in the table
 * @param faults the faults; each is injected at least once
 * @param hasCopies whether a tenth of the events is published again, with the same id and to any partition
 * @param nodes the number of nodes of the broker, one or three
 * @param properties of the instances
 */
record Workload(String name, List<Fault> faults, boolean hasCopies, int nodes, Map<String, String> properties) {

    /** Everything that may come between a commit, its events and their deletion. */
    static final Workload OUTBOX = new Workload("outbox",
            List.of(Fault.KILL, Fault.TAKE_OVER, Fault.BROKER_RESTART, Fault.DATABASE_RESTART, Fault.POWER_CUT, Fault.STOP),
            false, 1, Map.of());

    /** What happens to a cluster of three nodes, of which two must have each record. No transaction may fail. */
    static final Workload THREE_BROKERS = new Workload("outbox-three-brokers", List.of(Fault.ROLLING_RESTART, Fault.NODE_CRASH),
            false, 3, Map.of());

    /** Everything that may deliver an event again. */
    static final Workload INBOX = new Workload("inbox", List.of(Fault.KILL, Fault.REBALANCE_STORM, Fault.DATABASE_CRASH), true,
            1, Map.of("shop.failing-percent", "3"));

    static final List<Workload> ALL = List.of(OUTBOX, INBOX, THREE_BROKERS);

    /** The same with other faults. */
    Workload with(String other, Fault... only) {
        return new Workload(other, List.of(only), hasCopies, nodes, properties);
    }

    /** Whether the database is there all the time, so that no transaction fails. */
    boolean keepsDatabase() {
        return faults.stream().noneMatch(Fault.OF_DATABASE::contains);
    }
}
