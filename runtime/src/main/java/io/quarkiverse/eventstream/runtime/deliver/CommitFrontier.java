package io.quarkiverse.eventstream.runtime.deliver;

import java.util.ArrayDeque;

import io.quarkiverse.eventstream.runtime.model.Position;

/**
 * What may be committed of a partition: the lowest offset that is not done.
 * <p>
 * Every record that is fetched is either {@linkplain #skipped skipped}, or {@linkplain #received received} and later
 * {@linkplain Mark#done() done}; in any order, from any thread. This is the only place that says what may be committed, and these
 * are its invariants:
 * <ol>
 * <li>The frontier never passes a received record that is not done.
 * <li>The frontier never goes back.
 * <li>When everything received is done, the frontier is where fetching is: past the last record fetched, and past what the
 * partition holds beside records, such as the markers of transactions.
 * <li>A mark counts only for the frontier that gave it, and only once: a record that is done after its partition has been
 * revoked, or moved to another place by a seek, changes nothing, since then there is a new frontier.
 * <li>Only records from the frontier on are held.
 * </ol>
 * A log that was truncated goes on at a lower offset: then what is held from there on is forgotten, what is held below is not, and
 * 2 begins anew.
 * Confined to the polling thread, except for {@link Mark#done()}, which any thread may call.
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

    /** A record was fetched that nobody asked for. */
    public void skipped(long offset, int leaderEpoch) {
        forgetFrom(offset);
        next = offset + 1;
        epoch = leaderEpoch;
    }

    /** A record was fetched that has to be delivered. */
    public Mark received(long offset, int leaderEpoch) {
        forgetFrom(offset);
        // Also where nobody asks what may be committed, what is done must not be kept.
        forgetDone();
        Mark mark = new Mark(offset, epoch);
        held.add(mark);
        next = offset + 1;
        epoch = leaderEpoch;
        return mark;
    }

    /**
     * Fetching has come to a position, with or without records: there is nothing to deliver between the last one and it.
     *
     * @param position not before the last record fetched, or it changes nothing
     */
    public void fetchedUpTo(Position position) {
        if (position.offset() >= next) {
            next = position.offset();
            epoch = position.epoch();
        }
    }

    /** The offset that may be committed: everything below it is done. */
    public long committable() {
        forgetDone();
        return held.isEmpty() ? next : held.peek().offset;
    }

    /**
     * What belongs to the offset that {@link #committable} has just returned: marks that were set meanwhile change nothing.
     *
     * @return the leader epoch of the record before, or {@link Position#NO_EPOCH}
     */
    public int committableEpoch() {
        return held.isEmpty() ? epoch : held.peek().epochBefore;
    }

    /**
     * Where fetching is.
     *
     * @return the offset of the next record to be fetched
     */
    public long position() {
        return next;
    }

    /**
     * How many records are held, because they, or one before them, are not done.
     *
     * @return 0 if everything that was received is done
     */
    public int held() {
        forgetDone();
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

    private void forgetDone() {
        while (!held.isEmpty() && held.peek().done) {
            held.poll();
        }
    }

    /** A record that is being delivered. */
    public static final class Mark {

        private final long offset;
        private final int epochBefore;
        private volatile boolean done;

        private Mark(long offset, int epochBefore) {
            this.offset = offset;
            this.epochBefore = epochBefore;
        }

        /** The record is done. Calling it again, or after the partition has gone to another member, changes nothing. */
        public void done() {
            done = true;
        }
    }
}
