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

    /** The version of the tables; 0 if there are none, or if they can't be read, for a reason that follows a message. */
    private record Tables(long version, String problem) {}

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
            Tables tables = tables(connection);
            if (tables.version() == 0 && LaunchMode.current().isDevOrTest()) {
                create(connection, database);
            } else if (tables.version() != OutboxTable.VERSION) {
                throw WrongConfiguration.of((tables.version() == 0
                        ? "The database has no tables for the outbox, or they can't be read" + tables.problem()
                        : "The tables of the outbox have the version " + tables.version() + ", not " + OutboxTable.VERSION)
                        + ". Run the script " + database.script() + " of the jar quarkus-eventstream-outbox: with Flyway, add "
                        + database.folder()
                        + " to quarkus.flyway.locations; with Liquibase, add a change set with sqlFile; or have"
                        + " an administrator run it:\n" + script(database));
            }
            return database;
        } catch (SQLException e) {
            throw WrongConfiguration.of("The outbox can't use its database: " + e.getMessage());
        }
    }

    private static Tables tables(Connection connection) {
        try (PreparedStatement check = connection.prepareStatement(CHECK); ResultSet row = check.executeQuery()) {
            return new Tables(row.next() ? row.getLong(1) : 0, "");
        } catch (SQLException e) {
            return new Tables(0, " (" + String.valueOf(e.getMessage()).lines().findFirst().orElse("") + ")");
        }
    }

    /** Another instance may create them at the same time. */
    private static void create(Connection connection, Database database) throws SQLException {
        LOG.infof("Creating the tables of the outbox with %s", database.script());
        try (Statement statement = connection.createStatement()) {
            for (String sql : script(database).split(";\\s*\\n")) {
                if (!sql.isBlank()) {
                    statement.execute(sql);
                }
            }
        } catch (SQLException e) {
            if (tables(connection).version() != OutboxTable.VERSION) {
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
