package io.quarkiverse.eventstream.outbox.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;

import org.acme.orders.PostgresServer;
import org.junit.jupiter.api.Test;

/** The server that the guide shows for tests. */
class PostgresServerTest {

    @Test
    void itsAddressIsTheDatasources() throws Exception {
        PostgresServer server = new PostgresServer();
        String address = server.start().get("quarkus.datasource.jdbc.url");
        try (Connection connection = DriverManager.getConnection(address)) {
            assertThat(connection.getMetaData().getDatabaseProductName()).isEqualTo("PostgreSQL");
        } finally {
            server.stop();
        }
    }
}
