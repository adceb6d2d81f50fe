package io.quarkiverse.eventstream.outbox.deployment.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** A PostgreSQL server for the tests of this JVM, which ends with it. */
public final class Postgres {

    private static EmbeddedPostgres server;

    private Postgres() {}

    /** The address of the database of a test class. It is in a system property, because JUnit and the application each load the classes. */
    static synchronized String database(Class<?> test) {
        String property = "test.database." + test.getName();
        if (System.getProperty(property) == null) {
            System.setProperty(property, create(test.getSimpleName().toLowerCase(Locale.ROOT)));
        }
        return System.getProperty(property);
    }

    private static String create(String name) {
        try {
            if (server == null) {
                server = EmbeddedPostgres.start();
            }
            try (Connection connection = server.getPostgresDatabase().getConnection()) {
                connection.createStatement().execute("CREATE DATABASE " + name);
            }
            return server.getJdbcUrl("postgres", name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
