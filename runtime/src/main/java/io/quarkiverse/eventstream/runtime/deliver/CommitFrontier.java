package io.quarkiverse.eventstream.runtime.deliver;

import java.util.ArrayDeque;

import io.quarkiverse.eventstream.runtime.model.Position;

/**
 * The offset of a partition that may be committed: the lowest one that is not settled.
 * <p>
 * Every record that is fetched is either {@linkplain #skipped skipped}, or {@linkplain #received received} and later
 * {@linkplain Mark#settle() settled}, in any order, from any thread. Only this class says which offset may be committed. Its invariants:
 * <ol>
 * <li>The frontier never passes a received record that is not settled.
 * <li>The frontier never goes back.
 * <li>When everything received is settled, the frontier is the position of the next fetch: past the last record, and past transaction
 * markers and the like.
 * <li>A mark counts only for the frontier that gave it, and only once: a record that is settled after its partition was revoked, or after
 * a seek, changes nothing, because there is a new frontier by then.
 * <li>Only records from the frontier on are held.
 * </ol>
 * A truncated log resumes at a lower offset: then the records held from there on are forgotten, those below are not, and the second
 * invariant holds again from there.
 * Confined to the polling thread, except for {@link Mark#settle()}, which any thread may call.
 */
public final class CommitFrontier {

    private final ArrayDeque<Mark> held = new ArrayDeque<>();
    private long next;
    private int epoch;

    /** Starts at a position. */
    public CommitFrontier(Position position) {
        this.next = position.offset();
        this.epoch = position.epoch();
    }

    /** A record was fetched that concerns no listener. */
    public void skipped(long offset, int leaderEpoch) {
        forgetFrom(offset);
        next = offset + 1;
        epoch = leaderEpoch;
    }

    /** A record was fetched that has to be delivered. */
    public Mark received(long offset, int leaderEpoch) {
        forgetFrom(offset);
        // A consumer without a group never asks for the frontier, and must not keep settled records either.
        forgetSettled();
        Mark mark = new Mark(offset, epoch);
        held.add(mark);
        next = offset + 1;
        epoch = leaderEpoch;
        return mark;
    }

    /**
     * Fetching has reached a position, with or without records: there is nothing to deliver between the last record and it.
     *
     * @param position not before the last record fetched, or it changes nothing
     */
    public void fetchedUpTo(Position position) {
        if (position.offset() >= next) {
            next = position.offset();
            epoch = position.epoch();
        }
    }

    /** The offset that may be committed: everything below it is settled. */
    public long committable() {
        forgetSettled();
        return held.isEmpty() ? next : held.peek().offset;
    }

    /**
     * The epoch that belongs to the offset that {@link #committable} has just returned: marks set meanwhile change nothing.
     *
     * @return the leader epoch of the record before, or {@link Position#NO_EPOCH}
     */
    int committableEpoch() {
        return held.isEmpty() ? epoch : held.peek().epochBefore;
    }

    /** The offset of the next record to be fetched. */
    public long position() {
        return next;
    }

    /**
     * How many records are held, because they, or one before them, are not settled.
     *
     * @return 0 if everything that was received is settled
     */
    public int held() {
        forgetSettled();
        return held.size();
    }

    private void forgetFrom(long offset) {
        if (offset >= next) {
            return;
        }
        epoch = Position.NO_EPOCH;
        while (!held.isEmpty() && held.peekLast().offset >= offset) {
            held.pollLast();
        }
    }

    private void forgetSettled() {
        while (!held.isEmpty() && held.peek().settled) {
            held.poll();
        }
    }

    /** A record that is being delivered. */
    public static final class Mark {

        private final long offset;
        private final int epochBefore;
        private volatile boolean settled;

        private Mark(long offset, int epochBefore) {
            this.offset = offset;
            this.epochBefore = epochBefore;
        }

        /** The record is settled. Repeating this, or doing it after the partition was revoked, changes nothing. */
        public void settle() {
            settled = true;
        }
    }
}
