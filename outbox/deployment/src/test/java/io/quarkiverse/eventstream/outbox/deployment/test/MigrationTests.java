package io.quarkiverse.eventstream.outbox.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.agroal.api.AgroalDataSource;

/** A tool for migrations, configured as the guide shows, creates the tables before the outbox looks for them. */
public abstract class MigrationTests {

    @Inject
    Orders orders;

    @Inject
    AgroalDataSource database;

    /** Counts the entries about the script in the tool's own table. */
    abstract String entries();

    @Test
    void theToolHasCreatedTheTablesAndTheOutboxUsesThem() throws Exception {
        assertThat(count(entries())).isEqualTo(1);
        orders.createTable();
        Topic topic = Topic.create();

        orders.place(topic.name, "k", "1").forEach(stage -> stage.toCompletableFuture().join());

        assertThat(topic.ids()).containsExactly("1");
    }

    private int count(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                ResultSet row = connection.createStatement().executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }
}
