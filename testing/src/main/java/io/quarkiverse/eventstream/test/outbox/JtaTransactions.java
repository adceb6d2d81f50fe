package io.quarkiverse.eventstream.test.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** The JTA transactions of an application. */
public final class JtaTransactions implements Transactions {

    private final TransactionSynchronizationRegistry registry;

    /** The actions of a transaction, in order. */
    private static final class Actions implements Synchronization {

        private final List<Consumer<Boolean>> actions = new ArrayList<>();

        synchronized void add(Consumer<Boolean> action) {
            actions.add(action);
        }

        private synchronized List<Consumer<Boolean>> all() {
            return List.copyOf(actions);
        }

        @Override
        public void beforeCompletion() {}

        @Override
        public void afterCompletion(int status) {
            all().forEach(action -> action.accept(status == Status.STATUS_COMMITTED));
        }
    }

    /** Creates a view of the registry. */
    public JtaTransactions(TransactionSynchronizationRegistry registry) {
        this.registry = registry;
    }

    @Override
    public State state() {
        return switch (registry.getTransactionStatus()) {
            case Status.STATUS_ACTIVE -> State.ACTIVE;
            case Status.STATUS_MARKED_ROLLBACK, Status.STATUS_ROLLING_BACK, Status.STATUS_ROLLEDBACK -> State.ROLLED_BACK;
            default -> State.NONE;
        };
    }

    @Override
    public void onEnd(Consumer<Boolean> action) {
        Actions known = (Actions) registry.getResource(this);
        if (known == null) {
            known = new Actions();
            registry.registerInterposedSynchronization(known);
            registry.putResource(this, known);
        }
        known.add(action);
    }
}
