package io.quarkiverse.eventstream.quickstart.billing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.agroal.api.AgroalDataSource;

/** The invoices in the database. */
@Singleton
public class Invoices {

    private static final String INSERT = "INSERT INTO invoices (order_id, customer, currency, net, tax, total)"
            + " VALUES (?, ?, ?, ?, ?, ?)";

    @Inject
    AgroalDataSource database;

    /** Adds an invoice in the transaction of the caller. */
    void add(Invoice invoice) {
        try (Connection connection = database.getConnection(); PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, invoice.orderId());
            insert.setString(2, invoice.customer());
            insert.setString(3, invoice.currency());
            insert.setBigDecimal(4, invoice.net());
            insert.setBigDecimal(5, invoice.tax());
            insert.setBigDecimal(6, invoice.total());
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("The invoice of " + invoice.orderId() + " can't be stored: " + e.getMessage(), e);
        }
    }
}
