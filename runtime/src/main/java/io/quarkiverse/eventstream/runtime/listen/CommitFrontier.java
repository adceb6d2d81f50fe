package io.quarkiverse.eventstream.runtime.listen;

import java.util.ArrayDeque;

/**
 * What may be committed of a partition: the lowest offset that is not done.
 * <p>
 * Every record that is fetched is either {@linkplain #skipped skipped}, or {@linkplain #received received} and later
 * {@linkplain Mark#done() done}; in any order, from any thread. This is the only place that says what may be committed, and these
 * are its invariants:
 * <ol>
 * <li>The frontier never passes a received record that is not done.
 * <li>The frontier never goes back.
 * <li>When everything received is done, the frontier is one past the last record fetched.
 * <li>A mark counts only for the frontier that gave it, and only once: a record that is done after its partition has been
 * revoked, or moved to another place by a seek, changes nothing, since then there is a new frontier.
 * <li>Only records from the frontier on are held.
 * </ol>
 * A partition that was deleted and made anew begins at a lower offset; then everything before is forgotten, and 2 begins anew.
 * Confined to the polling thread, except for {@link Mark#done()}, which any thread may call.
 */
public final class CommitFrontier {

    private final ArrayDeque<Mark> held = new ArrayDeque<>();
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
        held.add(mark);
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
        return held.isEmpty() ? next : held.peek().offset;
    }

    /**
     * Where fetching is.
     *
     * @return one past the last record fetched
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

    private void beginAnewIfBefore(long offset) {
        if (offset < next) {
            held.clear();
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
