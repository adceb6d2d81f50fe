package org.acme.shapes;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.EventStreamName;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.smallrye.mutiny.Uni;

/**
 * The operations that tests call.
 */
@Path("shapes")
public class ShapesResource {

    private final EventStream events;
    private final Instance<EventStream> named;
    private final Invocations invocations;
    private final Typed typed;

    ShapesResource(EventStream events, @Any Instance<EventStream> named, Invocations invocations, Typed typed) {
        this.events = events;
        this.named = named;
        this.invocations = invocations;
        this.typed = typed;
    }

    /** Publishes an event, and returns its id. */
    @POST
    @Path("{topic}/{name}")
    public String publish(@PathParam("topic") String topic, @PathParam("name") String name) {
        String id = UUID.randomUUID().toString().replace("-", "");
        events.publishAndAwait(OutgoingEvent.builder(name).id(id).topic(topic).namespace("shop").key("k")
                .payload(Map.of("id", id, "kind", "bicycle", "gears", 3)).build());
        return id;
    }

    /** Publishes an event of a type and a version; 0 for a result. Returns its number. */
    @POST
    @Path("boxes/{version: \\d+}")
    public String box(@PathParam("version") int version) {
        String number = UUID.randomUUID().toString();
        if (version == 0) {
            typed.open(number);
        } else {
            typed.close(number, version);
        }
        return number;
    }

    @GET
    @Path("{event}")
    public String invocation(@PathParam("event") String event) {
        String invocation = invocations.of(event);
        return invocation == null ? "" : invocation;
    }

    /** Registers handlers of all kinds at run time. */
    @POST
    @Path("subscriptions")
    public void subscribe() {
        events.newSubscription("virtual").topic("shapes").name("handlerOnVirtualThread").group("virtual")
                .offset(Offset.EARLIEST)
                .ordering(Ordering.KEY).handler(event -> invocations.add(event, "handler")).runOnVirtualThread().register();
        events.newSubscription("async").topic("shapes").name("asyncHandler").group("async").offset(Offset.EARLIEST)
                .asyncHandler(event -> {
                    invocations.add(event, "handler");
                    return CompletableFuture.completedStage(null);
                }).register();
        events.newSubscription("uni").topic("shapes").name("uniHandler").group("uni").offset(Offset.EARLIEST)
                .uniHandler(event -> Uni.createFrom().voidItem().invoke(() -> invocations.add(event, "handler"))).register();
    }

    /** The number of streams of a name, looked up in code. */
    @GET
    @Path("streams/{name}")
    public boolean hasStream(@PathParam("name") String name) {
        return named.select(EventStreamName.Literal.of(name)).isResolvable();
    }
}
