package io.quarkiverse.eventstream.outbox.runtime;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import javax.sql.DataSource;

import org.jboss.logging.Logger;

/**
 * A connection of the relay: a statement that gets no answer fails. With their defaults, most drivers wait for hours on a network that has
 * lost the connection without an error, and the relay would with them.
 */
final class ImpatientConnection {

    /** Longer than any statement of the relay takes, locks and large tables included. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Logger LOG = Logger.getLogger(ImpatientConnection.class);

    private ImpatientConnection() {}

    /** The statements of the relay. */
    @FunctionalInterface
    interface Work {
        void run(Connection connection) throws SQLException;
    }

    static void use(DataSource dataSource, Work work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            int before = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(PATIENCE.toMillis()));
            try {
                work.run(connection);
            } finally {
                restore(connection, before);
            }
        }
    }

    /** The next user of the connection may have other statements. One that is broken is not used again. */
    private static void restore(Connection connection, int before) {
        try {
            connection.setNetworkTimeout(Runnable::run, before);
        } catch (SQLException e) {
            LOG.debug("A connection that has failed keeps its timeout", e);
        }
    }
}
