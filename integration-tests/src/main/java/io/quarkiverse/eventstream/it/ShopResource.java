package io.quarkiverse.eventstream.it;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.InvalidEventException;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt;
import io.quarkus.runtime.ImageMode;

/**
 * The operations that tests call.
 */
@Path("/")
public class ShopResource {

    private final EventStream events;
    private final Streams streams;
    private final Deliveries deliveries;
    private final String broker;

    ShopResource(EventStream events, Streams streams, Deliveries deliveries,
            @ConfigProperty(name = "kafka.bootstrap.servers", defaultValue = "none") String broker) {
        this.events = events;
        this.streams = streams;
        this.deliveries = deliveries;
        this.broker = broker;
    }

    @POST
    @Path("events/{topic}/{name}")
    public CompletionStage<PublishReceipt> publish(@PathParam("topic") String topic, @PathParam("name") String name,
            @QueryParam("stream") @DefaultValue("default") String stream, @QueryParam("user") @DefaultValue("") String user,
            JsonNode payload) {
        return streams.named(stream).publish(OutgoingEvent.builder(name).topic(topic).namespace("shop").key("k").userId(user)
                .payload(payload).build());
    }

    @POST
    @Path("unseen")
    public CompletionStage<PublishReceipt> publishUnseen() {
        return events
                .publish(OutgoingEvent.builder("entry").topic("unseen").namespace("shop").payload(new Unseen("a")).build());
    }

    @ServerExceptionMapper
    public Response invalid(InvalidEventException e) {
        return Response.status(Response.Status.BAD_REQUEST).entity(e.getMessage()).type(MediaType.TEXT_PLAIN).build();
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
        return Map.of("broker", broker, "subscriptions", events.subscriptions().size(), "mode",
                ImageMode.current().name());
    }
}
