package io.quarkiverse.eventstream.outbox.runtime;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionManager;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;
import io.quarkiverse.eventstream.spi.ListenerGuard;

/** Invokes listeners with {@link io.quarkiverse.eventstream.outbox.Once}: the record of the event and its effect are one transaction. */
@Singleton
public class Inbox implements ListenerGuard {

    private static final Logger LOG = Logger.getLogger(Inbox.class);
    private static final String INSERT = "INSERT INTO eventstream_inbox (listener, event_key, completed) VALUES (?, ?, ?)";
    private static final String SELECT = "SELECT completed FROM eventstream_inbox WHERE listener = ? AND event_key = ?";
    /** The SQL states of broken constraints begin so. */
    private static final String CONSTRAINT = "23";
    private static final int MOST_CHARACTERS = 300;

    private final OnceListeners listeners;
    private final OutboxDataSource database;
    private final TransactionManager transactions;
    private final OutboxStatistics statistics;

    @Inject
    Inbox(OnceListeners listeners, OutboxDataSource database, TransactionManager transactions,
            OutboxStatistics statistics) {
        this.statistics = statistics;
        this.listeners = listeners;
        this.database = database;
        this.transactions = transactions;
    }

    @Override
    public boolean guards(String listenerId) {
        return listeners.keys().containsKey(listenerId);
    }

    @Override
    public void invoke(String listenerId, IncomingEvent event, Invocation invocation) throws Exception {
        String key = key(event, listeners.keys().get(listenerId));
        transactions.begin();
        try {
            record(listenerId, key);
            invocation.run();
        } catch (AlreadyRecordedException known) {
            transactions.rollback();
            if (!isRecorded(listenerId, key)) {
                throw known.getCause();
            }
            statistics.skippedDuplicate(listenerId);
            LOG.debugf("The listener %s has completed the event %s before", listenerId, UntrustedText.of(key));
            return;
        } catch (Throwable failure) {
            rollBack(failure);
            throw failure;
        }
        // Fails if the listener has marked the transaction for rollback: then the event has had no effect.
        transactions.commit();
    }

    /** A constraint is broken, most probably that of the primary key. */
    private static final class AlreadyRecordedException extends Exception {

        private static final long serialVersionUID = 1L;

        AlreadyRecordedException(SQLException cause) {
            super(cause);
        }

        @Override
        public synchronized SQLException getCause() {
            return (SQLException) super.getCause();
        }
    }

    private static String key(IncomingEvent event, String pointer) {
        if (pointer.isEmpty()) {
            return limited(event.id());
        }
        JsonNode field = event.payload(JsonNode.class).at(pointer);
        if (!field.isValueNode() || field.isNull()) {
            throw new EventStreamException("The event " + UntrustedText.of(event.id()) + " has no value at " + pointer
                    + " of its payload, which @Once identifies it by");
        }
        return limited(field.asText());
    }

    /** A longer text could not be told from another with the same beginning. */
    private static String limited(String key) {
        if (key.isEmpty()) {
            throw new EventStreamException("The value that identifies the event for @Once is empty: it must not be");
        }
        if (key.length() > MOST_CHARACTERS) {
            throw new EventStreamException("The value that identifies the event for @Once has " + key.length()
                    + " characters: it must have " + MOST_CHARACTERS + " at most");
        }
        return key;
    }

    /** If another transaction is about to record the event, waits for that one. */
    private void record(String listenerId, String key) throws SQLException, AlreadyRecordedException {
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, listenerId);
            insert.setString(2, key);
            insert.setLong(3, System.currentTimeMillis());
            insert.executeUpdate();
        } catch (SQLException e) {
            if (e.getSQLState() != null && e.getSQLState().startsWith(CONSTRAINT)) {
                throw new AlreadyRecordedException(e);
            }
            throw e;
        }
    }

    private boolean isRecorded(String listenerId, String key) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setString(1, listenerId);
            select.setString(2, key);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    private void rollBack(Throwable failure) {
        try {
            transactions.rollback();
        } catch (Exception e) {
            failure.addSuppressed(e);
        }
    }
}
