package io.quarkiverse.eventstream.faults.check;

import io.quarkiverse.eventstream.faults.ledger.Delivery;

/**
 * An injected fault, and the deliveries that it may repeat: those that began within a period, in one worker or in all, because they
 * could not be committed. All times are those of {@link System#nanoTime()}.
 *
 * @param what a description for the report
 * @param worker the number of the worker; null for all workers
 * @param from the start of the period
 * @param until its end; before {@code from} if nothing may be repeated
 * @param cutsOff whether a worker may have lost its partitions without noticing it
 */
public record Fault(String what, Integer worker, long from, long until, boolean cutsOff) {

    /** A fault that repeats no delivery. */
    public static Fault withoutRepetition(String what) {
        return new Fault(what, null, 0, -1, false);
    }

    /** Whether the worker of a delivery may not know yet that another has its partition. */
    boolean mayHideLoss(Delivery delivery) {
        return cutsOff && mayRepeat(delivery);
    }

    /** Whether it may repeat any delivery. */
    boolean repeatsAnything() {
        return until >= from;
    }

    boolean mayRepeat(Delivery delivery) {
        return (worker == null || worker == delivery.worker()) && delivery.time() - from >= 0
                && delivery.time() - until <= 0 && until >= from;
    }
}
