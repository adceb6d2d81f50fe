package io.quarkiverse.eventstream.faults.check;

import io.quarkiverse.eventstream.faults.ledger.Delivery;

/**
 * A fault that was injected, and what it may repeat: deliveries that began within a certain time, in one worker or in all, since
 * nobody could commit them. All times are those of {@link System#nanoTime()}.
 *
 * @param what for the report
 * @param worker the number of the worker in whose deliveries; null for all workers
 * @param from since when
 * @param until until when; before {@code from} if nothing may be repeated
 * @param cutsOff whether a worker may have lost its partitions without being able to learn of it
 */
public record Fault(String what, Integer worker, long from, long until, boolean cutsOff) {

    /**
     * One after which nothing may come again.
     *
     * @param what for the report
     * @return the fault
     */
    public static Fault withoutRepetition(String what) {
        return new Fault(what, null, 0, -1, false);
    }

    /** Whether a worker may begin a delivery although another has its partition by now: it does not know yet. */
    boolean mayHideLoss(Delivery delivery) {
        return cutsOff && mayRepeat(delivery);
    }

    /** Whether anything may come again because of it. */
    boolean repeatsAnything() {
        return until >= from;
    }

    boolean mayRepeat(Delivery delivery) {
        return (worker == null || worker == delivery.worker()) && delivery.time() - from >= 0
                && delivery.time() - until <= 0 && until >= from;
    }
}
