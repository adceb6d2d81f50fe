package io.quarkiverse.eventstream.outbox.runtime;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** The completed events in a table of the service's own database. */
@Singleton
public class CompletedEventsTable implements CompletedEvents {

    private static final String INSERT = "INSERT INTO eventstream_inbox (listener, event_key, completed) VALUES (?, ?, ?)";
    private static final String SELECT = "SELECT completed FROM eventstream_inbox WHERE listener = ? AND event_key = ?";
    /** The SQL states of broken constraints begin so. */
    private static final String CONSTRAINT = "23";

    private final OutboxDataSource database;

    @Inject
    CompletedEventsTable(OutboxDataSource database) {
        this.database = database;
    }

    /** The broken constraint is that of the primary key, most probably. */
    @Override
    public void record(String listenerId, String key) throws SQLException, AlreadyRecordedException {
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

    @Override
    public boolean isRecorded(String listenerId, String key) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setString(1, listenerId);
            select.setString(2, key);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }
}
