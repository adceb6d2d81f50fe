package io.quarkiverse.eventstream.test.outbox;

import io.quarkiverse.eventstream.spi.StoreCallback;
import io.quarkiverse.eventstream.spi.StreamOutbox.DelayedRecord;

/** A delayed record in memory. Thread-safe. */
final class DelayedEntry {

    /** What is known about the transactions that have published and cancelled it. */
    private enum State {
        /** Published in a transaction that has not ended. */
        OPEN,
        /** Waits until it is due. */
        STORED,
        /** Cancelled in a transaction that has not ended. */
        CANCELLING,
        /** Sent, cancelled or rolled back. */
        OVER
    }

    private final DelayedRecord record;
    private final StoreCallback callback;
    private State state = State.OPEN;
    private boolean due;

    DelayedEntry(DelayedRecord record, StoreCallback callback) {
        this.record = record;
        this.callback = callback;
    }

    DelayedRecord record() {
        return record;
    }

    StoreCallback callback() {
        return callback;
    }

    /** Its transaction has committed, or it has none. Returns false if it was cancelled in the same transaction. */
    synchronized boolean store() {
        if (state == State.OPEN) {
            state = State.STORED;
        }
        return state == State.STORED;
    }

    /** Its transaction was rolled back, or it is cancelled for good. */
    synchronized void end() {
        state = State.OVER;
    }

    /** It is due. Returns whether it is to be sent now. */
    synchronized boolean becomeDue() {
        due = true;
        return take();
    }

    private boolean take() {
        if (state != State.STORED || !due) {
            return false;
        }
        state = State.OVER;
        return true;
    }

    /** A transaction cancels it. Returns whether that is possible. */
    synchronized boolean cancel() {
        if (state == State.OPEN) {
            state = State.OVER;
            return true;
        }
        if (state == State.STORED) {
            state = State.CANCELLING;
            return true;
        }
        return false;
    }

    /** The transaction that has cancelled it was rolled back. Returns whether it is to be sent now. */
    synchronized boolean restore() {
        if (state == State.CANCELLING) {
            state = State.STORED;
        }
        return take();
    }
}
