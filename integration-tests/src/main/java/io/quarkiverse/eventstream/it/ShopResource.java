package io.quarkiverse.eventstream.it;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.EventStreamName;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt;

/**
 * What tests ask the application to do.
 */
@Path("/")
public class ShopResource {

    private final EventStream events;
    private final EventStream audit;
    private final Deliveries deliveries;
    private final String broker;

    ShopResource(EventStream events, @EventStreamName("audit") EventStream audit, Deliveries deliveries,
            @ConfigProperty(name = "kafka.bootstrap.servers", defaultValue = "none") String broker) {
        this.events = events;
        this.audit = audit;
        this.deliveries = deliveries;
        this.broker = broker;
    }

    @POST
    @Path("events/{topic}/{name}")
    public CompletionStage<PublishReceipt> publish(@PathParam("topic") String topic, @PathParam("name") String name,
            @QueryParam("stream") String stream, JsonNode payload) {
        return ("audit".equals(stream) ? audit : events).publish(OutgoingEvent.builder(name).topic(topic).namespace("shop")
                .key("k").payload(payload).build());
    }

    @GET
    @Path("deliveries/{event}")
    public List<Deliveries.Delivery> deliveries(@PathParam("event") String event) {
        return deliveries.of(event);
    }

    @POST
    @Path("subscriptions/{id}/{topic}")
    public void subscribe(@PathParam("id") String id, @PathParam("topic") String topic) {
        events.newSubscription(id).topic(topic).group(id).offset(Offset.EARLIEST)
                .handler(event -> deliveries.add(id, event, event.payloadAsMap())).register();
    }

    @GET
    @Path("info")
    public Map<String, Object> info() {
        return Map.of("broker", broker, "subscriptions", events.subscriptions().size());
    }
}
