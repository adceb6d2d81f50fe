package io.quarkiverse.eventstream.outbox.runtime;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

import io.quarkiverse.eventstream.outbox.runtime.OutboxTable.Wanted;
import io.quarkiverse.eventstream.runtime.thread.BusTime;

/**
 * Moves delayed records to those that are sent, once they are due. It knows when the next one is due, and asks the database only then; from
 * time to time it asks for those that other instances have stored. Confined to the thread of the relay, except for {@link #stored}.
 */
final class DelayedRecords {

    private static final int BATCH = 500;
    /** While other instances may store delayed records, or some are left out. */
    private static final long RECHECK = Duration.ofSeconds(1).toNanos();
    private static final long RARE_RECHECK = Duration.ofSeconds(5).toNanos();

    private final BusTime time;
    private final Runnable wakeUp;
    /** The time of the record that is due first, in milliseconds since the epoch, as far as this instance knows. */
    private final AtomicLong first = new AtomicLong(DelayedTable.NEVER);

    private long scheduledFor = DelayedTable.NEVER;
    private Future<?> scheduled;
    private long nextCheck = System.nanoTime();

    /** @param wakeUp wakes the thread of the relay */
    DelayedRecords(BusTime time, Runnable wakeUp) {
        this.time = time;
        this.wakeUp = wakeUp;
    }

    /** This instance has stored a record. On any thread. */
    void stored(long due) {
        if (first.getAndAccumulate(due, Math::min) > due) {
            wakeUp.run();
        }
    }

    /** Asks the database soon: there are new shards, or records that were left out. */
    void restart() {
        nextCheck = System.nanoTime();
    }

    /** Whether to call {@link #move}. */
    boolean isDue() {
        return first.get() <= now() || nanosToCheck() <= 0;
    }

    /** Has the relay woken up when the next record is due; again if the clock was set back, so that it was woken up too early. */
    void schedule() {
        long due = first.get();
        if (due != scheduledFor || scheduled != null && scheduled.isDone()) {
            cancel();
            scheduledFor = due;
            scheduled = due == DelayedTable.NEVER ? null : time.scheduleAt(wakeUp, Instant.ofEpochMilli(due));
        }
    }

    long nanosToCheck() {
        return nextCheck - System.nanoTime();
    }

    private long now() {
        return time.now().toEpochMilli();
    }

    /**
     * Moves records that are due.
     *
     * @param isShared whether other instances may store records
     * @return whether there were any
     */
    boolean move(Connection connection, DelayedTable table, Wanted wanted, boolean isShared) throws SQLException {
        long now = now();
        // Before the query, so that a record that is stored meanwhile is not forgotten.
        first.set(DelayedTable.NEVER);
        long next = table.firstDue(connection, wanted);
        boolean moved = false;
        if (next <= now) {
            List<Long> due = table.due(connection, wanted, now, BATCH);
            moved = !due.isEmpty() && table.move(connection, due, now);
        }
        // Before now if more may be due, or the same because one of them was cancelled meanwhile.
        first.accumulateAndGet(next, Math::min);
        boolean mayMiss = isShared && next != DelayedTable.NEVER || wanted.leavesOut();
        nextCheck = System.nanoTime() + (mayMiss ? RECHECK : RARE_RECHECK);
        return moved;
    }

    void cancel() {
        if (scheduled != null) {
            scheduled.cancel(false);
        }
    }
}
