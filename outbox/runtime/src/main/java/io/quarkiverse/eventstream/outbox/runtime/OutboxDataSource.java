package io.quarkiverse.eventstream.outbox.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import javax.sql.DataSource;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.eventstream.runtime.config.WrongConfiguration;
import io.quarkus.agroal.DataSource.DataSourceLiteral;
import io.quarkus.arc.Arc;
import io.quarkus.arc.InjectableInstance;
import io.quarkus.runtime.LaunchMode;

/** The datasource of the outbox, and its tables: created where the service is being developed, and checked elsewhere. */
@Singleton
public class OutboxDataSource {

    private static final Logger LOG = Logger.getLogger(OutboxDataSource.class);
    private static final String CHECK = "SELECT beat FROM " + OutboxTable.NAME + "_lease WHERE name = 'version'";

    private final DataSource dataSource;
    private String unreadable = "";

    @Inject
    OutboxDataSource(OutboxRuntimeConfig config) {
        this.dataSource = config.datasource().<DataSource>map(OutboxDataSource::named)
                .orElseGet(() -> Arc.container().instance(AgroalDataSource.class).get());
    }

    private static AgroalDataSource named(String name) {
        InjectableInstance<AgroalDataSource> found = Arc.container().select(AgroalDataSource.class,
                new DataSourceLiteral(name));
        if (!found.isResolvable()) {
            throw WrongConfiguration
                    .of("quarkus.eventstream.outbox.datasource = " + name + " names no datasource with JDBC: configure"
                            + " quarkus.datasource." + name + ", or correct the name");
        }
        return found.get();
    }

    DataSource dataSource() {
        return dataSource;
    }

    /** Returns the kind of the database, once its tables exist. */
    Database prepare() {
        try (Connection connection = dataSource.getConnection()) {
            Database database = Database.of(connection);
            long version = version(connection);
            if (version == 0 && LaunchMode.current().isDevOrTest()) {
                create(connection, database);
            } else if (version != OutboxTable.VERSION) {
                throw WrongConfiguration.of((version == 0
                        ? "The database has no tables for the outbox, or they can't be read" + unreadable
                        : "The tables of the outbox have the version " + version + ", not " + OutboxTable.VERSION)
                        + ". Have Flyway, Liquibase or an administrator run the script " + database.script()
                        + " of the jar quarkus-eventstream-outbox:\n" + script(database));
            }
            return database;
        } catch (SQLException e) {
            throw WrongConfiguration.of("The outbox can't use its database: " + e.getMessage());
        }
    }

    /** 0 if there are no tables, or if they can't be read. */
    private long version(Connection connection) {
        unreadable = "";
        try (PreparedStatement check = connection.prepareStatement(CHECK); ResultSet row = check.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        } catch (SQLException e) {
            unreadable = " (" + e.getMessage() + ")";
            return 0;
        }
    }

    /** Another instance may create them at the same time. */
    private void create(Connection connection, Database database) throws SQLException {
        LOG.infof("Creating the tables of the outbox with %s", database.script());
        try (Statement statement = connection.createStatement()) {
            for (String sql : script(database).split(";\\s*\\n")) {
                if (!sql.isBlank()) {
                    statement.execute(sql);
                }
            }
        } catch (SQLException e) {
            if (version(connection) != OutboxTable.VERSION) {
                throw e;
            }
        }
    }

    private static String script(Database database) {
        try (InputStream script = Thread.currentThread().getContextClassLoader().getResourceAsStream(database.script())) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The script " + database.script() + " can't be read", e);
        }
    }
}
