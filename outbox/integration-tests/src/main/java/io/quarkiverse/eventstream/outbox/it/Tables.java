package io.quarkiverse.eventstream.outbox.it;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;

/** The service's own tables, whose rows are numbers of orders. They have no keys, so that a second effect would be seen. */
@ApplicationScoped
public class Tables {

    private final AgroalDataSource database;

    @Inject
    Tables(AgroalDataSource database) {
        this.database = database;
    }

    /** Before the listeners begin. */
    void create(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE - 2) StartupEvent event) throws SQLException {
        for (String table : List.of("orders", "bills")) {
            try (Connection connection = database.getConnection();
                    PreparedStatement create = connection
                            .prepareStatement("CREATE TABLE IF NOT EXISTS " + table + " (number VARCHAR(50))")) {
                create.execute();
            }
        }
    }

    void insert(String table, String number) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO " + table + " (number) VALUES (?)")) {
            insert.setString(1, number);
            insert.executeUpdate();
        }
    }

    List<String> numbers(String table) throws SQLException {
        List<String> numbers = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("SELECT number FROM " + table);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                numbers.add(rows.getString(1));
            }
        }
        return numbers;
    }
}
