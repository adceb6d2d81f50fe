package io.quarkiverse.eventstream.outbox.runtime;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

import io.quarkiverse.eventstream.EventStreamException;

/** The databases that there are scripts for. */
enum Database {

    POSTGRESQL("postgresql", " LIMIT "), MARIADB("mariadb", " LIMIT "), H2("h2", " LIMIT "), ORACLE("oracle",
            " FETCH FIRST "), SQL_SERVER("sqlserver", " OFFSET 0 ROWS FETCH NEXT ");

    private final String scripts;
    private final String limit;

    Database(String scripts, String limit) {
        this.scripts = scripts;
        this.limit = limit;
    }

    /** @throws EventStreamException if there are no scripts for the database of the connection */
    static Database of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        String name = product.toLowerCase(Locale.ROOT);
        if (name.contains("postgresql")) {
            return POSTGRESQL;
        } else if (name.contains("mariadb") || name.contains("mysql")) {
            return MARIADB;
        } else if (name.contains("h2")) {
            return H2;
        } else if (name.contains("oracle")) {
            return ORACLE;
        } else if (name.contains("microsoft sql server")) {
            return SQL_SERVER;
        }
        throw new EventStreamException("The outbox has no tables for the database " + product
                + ". Use PostgreSQL, MariaDB, MySQL, H2, Oracle or SQL Server");
    }

    /** Whether the ids of all rows of a batch are returned. */
    boolean hasKeysOfBatches() {
        return this != ORACLE && this != SQL_SERVER;
    }

    /** Where the scripts are, on the class path. */
    String folder() {
        return "META-INF/eventstream/outbox/" + scripts;
    }

    /**
     * The script that creates the tables of the version, on the class path. For Flyway, it is a repeatable migration, because its version
     * would be one among those of the service's own migrations.
     */
    String script() {
        return folder() + "/R__eventstream_outbox_" + OutboxTable.VERSION + ".sql";
    }

    /** The end of a query that returns a number of rows at most. */
    String limit(int rows) {
        return limit + rows + (limit.contains("FETCH") ? " ROWS ONLY" : "");
    }
}
