package io.quarkiverse.eventstream.outbox.it;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

/** What the tests call. */
@Path("/")
public class ShopResource {

    private final Orders orders;
    private final Tables tables;
    private final Received received;
    private final Duplicates duplicates;

    @Inject
    ShopResource(Orders orders, Tables tables, Received received, Duplicates duplicates) {
        this.orders = orders;
        this.tables = tables;
        this.received = received;
        this.duplicates = duplicates;
    }

    @POST
    @Path("orders")
    public void place(Order order, @QueryParam("rolled-back") @DefaultValue("false") boolean rolledBack) throws SQLException {
        orders.place(order, rolledBack);
    }

    @POST
    @Path("events")
    public void publishAgain(Order order) {
        orders.publishAgain(order);
    }

    @POST
    @Path("reminders")
    public void remindLater(Order order, @QueryParam("millis") long millis) {
        orders.remindLater(order, Duration.ofMillis(millis));
    }

    @DELETE
    @Path("reminders/{number}")
    public boolean cancelReminder(@PathParam("number") String number) {
        return orders.cancelReminder(number);
    }

    @GET
    @Path("tables/{table}")
    public List<String> numbers(@PathParam("table") String table) throws SQLException {
        return tables.numbers(table);
    }

    @GET
    @Path("received/{topic}")
    public List<String> received(@PathParam("topic") String topic) {
        return received.of(topic);
    }

    @GET
    @Path("duplicates")
    public List<String> duplicates() {
        return duplicates.ids();
    }
}
