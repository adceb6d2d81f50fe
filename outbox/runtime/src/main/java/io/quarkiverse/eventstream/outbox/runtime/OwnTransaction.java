package io.quarkiverse.eventstream.outbox.runtime;

import java.sql.Connection;
import java.sql.SQLException;

/** A transaction of the outbox's own, on a connection that has none. */
final class OwnTransaction {

    private OwnTransaction() {}

    /** The statements of the transaction. */
    @FunctionalInterface
    interface Work {

        /** Returns whether to commit; an exception rolls back, too. */
        boolean run() throws SQLException;
    }

    /** Returns whether it has committed. */
    static boolean run(Connection connection, Work work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            boolean commits = work.run();
            if (commits) {
                connection.commit();
            } else {
                connection.rollback();
            }
            return commits;
        } catch (SQLException | RuntimeException | Error e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }
}
