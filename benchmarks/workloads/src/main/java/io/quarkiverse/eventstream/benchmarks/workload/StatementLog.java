package io.quarkiverse.eventstream.benchmarks.workload;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The statements that PostgreSQL executes from the creation of this log on, for all connections, as the server reports them: so none is left
 * out. The server has to write its log to a file.
 */
final class StatementLog {

    /** After the virtual id of the transaction. */
    private static final Pattern STATEMENT = Pattern.compile("(\\d+/\\d+),LOG:  (?:execute [^:]*|statement): (.*)");
    private static final long LOOK_AGAIN_MILLIS = 10;

    private final Database database;
    private final long from;

    /**
     * What was executed.
     *
     * @param transactions the statements of each transaction; a statement outside of one is a transaction of its own
     */
    record Statements(Collection<List<String>> transactions) {

        long count() {
            return transactions.stream().mapToLong(List::size).sum();
        }

        /** The complete transactions that place an order, with their begin and their commit. */
        List<List<String>> placingOrders() {
            return transactions.stream().filter(statements -> statements.get(0).startsWith("BEGIN")
                    && statements.get(statements.size() - 1).startsWith("COMMIT")
                    && statements.stream().anyMatch(sql -> sql.startsWith(Shop.PLACES_ORDER))).toList();
        }
    }

    StatementLog(Database database) throws SQLException {
        this.database = database;
        this.from = Long.parseLong(query("SELECT (pg_stat_file(pg_current_logfile())).size"));
        execute("ALTER SYSTEM SET log_line_prefix = '%v,'");
        log("all");
    }

    private void log(String statements) throws SQLException {
        execute("ALTER SYSTEM SET log_statement = '" + statements + "'");
        execute("SELECT pg_reload_conf()");
    }

    /** Ends the log. */
    Statements end() throws SQLException, InterruptedException {
        log("none");
        // What was logged before this mark is in the file when the mark is.
        String mark = UUID.randomUUID().toString();
        execute("DO $$ BEGIN RAISE LOG '" + mark + "'; END $$");
        String text = read();
        while (!text.contains(mark)) {
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
            text = read();
        }
        Map<String, List<String>> transactions = new LinkedHashMap<>();
        text.lines().map(STATEMENT::matcher).filter(Matcher::matches).forEach(
                line -> transactions.computeIfAbsent(line.group(1), first -> new ArrayList<>()).add(line.group(2)));
        return new Statements(transactions.values());
    }

    private String read() throws SQLException {
        return query("SELECT pg_read_file(pg_current_logfile(), " + from + ", 1000000000)");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = database.connection().createStatement()) {
            statement.execute(sql);
        }
    }

    private String query(String sql) throws SQLException {
        try (PreparedStatement select = database.connection().prepareStatement(sql); ResultSet row = select.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }
}
