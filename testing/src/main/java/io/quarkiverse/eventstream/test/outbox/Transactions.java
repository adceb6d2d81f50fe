package io.quarkiverse.eventstream.test.outbox;

import java.util.function.Consumer;

/** The transactions that events are published in. */
public interface Transactions {

    /** Without a transaction manager. */
    Transactions NONE = new Transactions() {
        @Override
        public State state() {
            return State.NONE;
        }

        @Override
        public void onEnd(Consumer<Boolean> action) {
            throw new IllegalStateException("There is no transaction");
        }
    };

    /** The transaction of a thread. */
    enum State {
        NONE, ACTIVE, ROLLED_BACK
    }

    /** The state of the transaction of the calling thread. */
    State state();

    /**
     * Runs an action when the transaction of the calling thread has ended.
     *
     * @param action gets whether it has committed; called after the earlier actions of the transaction
     */
    void onEnd(Consumer<Boolean> action);
}
