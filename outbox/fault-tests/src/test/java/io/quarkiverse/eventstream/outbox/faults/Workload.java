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
 * @param properties of the instances
 */
record Workload(String name, List<Fault> faults, boolean hasCopies, Map<String, String> properties) {

    /** Everything that may come between a commit, its events and their deletion. */
    static final Workload OUTBOX = new Workload("outbox",
            List.of(Fault.KILL, Fault.TAKE_OVER, Fault.BROKER_RESTART, Fault.DATABASE_RESTART, Fault.POWER_CUT, Fault.STOP),
            false, Map.of());

    /** Everything that may deliver an event again. */
    static final Workload INBOX = new Workload("inbox", List.of(Fault.KILL, Fault.REBALANCE_STORM, Fault.DATABASE_CRASH), true,
            Map.of("shop.failing-percent", "3"));

    static final List<Workload> ALL = List.of(OUTBOX, INBOX);

    /** The same with other faults. */
    Workload with(String other, Fault... only) {
        return new Workload(other, List.of(only), hasCopies, properties);
    }
}
