package io.quarkiverse.eventstream.outbox.deployment.test;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt;

/** A service whose truth is in its database. */
@ApplicationScoped
public class Orders {

    @Inject
    EventStream events;

    @Inject
    AgroalDataSource database;

    void createTable() throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.createStatement().execute("CREATE TABLE IF NOT EXISTS orders (id VARCHAR(1000) PRIMARY KEY)");
        }
    }

    static OutgoingEvent event(String topic, String key, String id) {
        return OutgoingEvent.builder("orderCreated").topic(topic).namespace("shop").key(key).id(id)
                .payload(Map.of("id", id, "note", "x".repeat(id.startsWith("large") ? 50_000 : 0)))
                .build();
    }

    /** Returns the stages of the events. */
    @Transactional
    List<CompletionStage<PublishReceipt>> place(String topic, String key, String... ids) throws SQLException {
        List<CompletionStage<PublishReceipt>> stages = new ArrayList<>();
        for (String id : ids) {
            insert(id);
            stages.add(events.publish(event(topic, key, id)));
        }
        return stages;
    }

    /** Adds the stages to the list, and fails. */
    @Transactional
    void fail(List<CompletionStage<PublishReceipt>> stages, String topic, String key, String... ids) throws SQLException {
        stages.addAll(place(topic, key, ids));
        throw new IllegalStateException("The order is not wanted");
    }

    @Transactional
    void placeAndAwait(String topic, String id) {
        events.publishAndAwait(event(topic, id, id));
    }

    private void insert(String id) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO orders (id) VALUES (?)")) {
            insert.setString(1, id);
            insert.executeUpdate();
        }
    }

    int stored() throws SQLException {
        try (Connection connection = database.getConnection();
                ResultSet rows = connection.createStatement().executeQuery("SELECT COUNT(*) FROM eventstream_outbox")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
