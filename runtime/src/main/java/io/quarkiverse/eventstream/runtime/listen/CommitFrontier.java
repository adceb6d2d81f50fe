package io.quarkiverse.eventstream.runtime.listen;

import java.util.ArrayDeque;

/**
 * What may be committed of a partition: the lowest offset that is not done.
 * <p>
 * Every record that is fetched is either {@linkplain #skipped skipped}, or {@linkplain #received received} and later
 * {@linkplain Mark#done() done}. The invariants:
 * <ol>
 * <li>The frontier never passes a received record that is not done.
 * <li>The frontier never goes back, unless the partition does: one that was deleted and made anew is begun anew.
 * <li>When everything received is done, the frontier is one past the last record fetched.
 * </ol>
 * Confined to the polling thread, except for {@link Mark#done()}, which any thread may call.
 */
public final class CommitFrontier {

    private final ArrayDeque<Mark> unfinished = new ArrayDeque<>();
    private long next;

    /**
     * Starts at a position.
     *
     * @param position the offset of the next record to be fetched
     */
    public CommitFrontier(long position) {
        this.next = position;
    }

    /**
     * A record was fetched that nobody asked for.
     *
     * @param offset its offset, above all earlier ones
     */
    public void skipped(long offset) {
        beginAnewIfBefore(offset);
        next = offset + 1;
    }

    /**
     * A record was fetched that has to be delivered.
     *
     * @param offset its offset, above all earlier ones
     * @return what to call when it is done
     */
    public Mark received(long offset) {
        beginAnewIfBefore(offset);
        // Also where nobody asks what may be committed, what is done must not be kept.
        forgetDone();
        Mark mark = new Mark(offset);
        unfinished.add(mark);
        next = offset + 1;
        return mark;
    }

    /**
     * The offset that may be committed: everything below it is done.
     *
     * @return the frontier
     */
    public long committable() {
        forgetDone();
        return unfinished.isEmpty() ? next : unfinished.peek().offset;
    }

    private void beginAnewIfBefore(long offset) {
        if (offset < next) {
            unfinished.clear();
        }
    }

    private void forgetDone() {
        while (!unfinished.isEmpty() && unfinished.peek().done) {
            unfinished.poll();
        }
    }

    /** How many records are held since they, or one before them, are not done. */
    int size() {
        return unfinished.size();
    }

    /** A record that is being delivered. */
    public static final class Mark {

        private final long offset;
        private volatile boolean done;

        private Mark(long offset) {
            this.offset = offset;
        }

        /** The record is done. Calling it again, or after the partition has gone to another member, changes nothing. */
        public void done() {
            done = true;
        }
    }
}
