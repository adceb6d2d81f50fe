package io.quarkiverse.eventstream.operations.runtime.http;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.Subscription;
import io.quarkiverse.eventstream.runtime.bus.EventStreams;
import io.quarkiverse.eventstream.runtime.model.ConsumptionState;
import io.quarkiverse.eventstream.runtime.model.PartitionLag;
import io.quarkiverse.eventstream.runtime.model.UnfinishedEvent;
import io.quarkiverse.eventstream.runtime.observe.ListenerState;
import io.quarkiverse.eventstream.runtime.subscribe.RegisteredListener;
import io.quarkiverse.eventstream.spi.Registration;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** The requests about listeners: those of this instance. */
@Singleton
class ListenerRequests {

    private static final long SEEK_SECONDS = 10;

    private final EventStreams streams;
    private final OpenStreams open;

    @Inject
    ListenerRequests(EventStreams streams, OpenStreams open) {
        this.streams = streams;
        this.open = open;
    }

    JsonArray all(RoutingContext context) {
        JsonArray all = new JsonArray();
        streams.access(open.named(context)).listeners().get().forEach(listener -> all.add(json(listener)));
        return all;
    }

    private static JsonObject json(RegisteredListener listener) {
        Registration registration = listener.registration();
        ConsumptionState consumed = listener.consumption().state();
        List<UnfinishedEvent> events = listener.consumption().unfinishedEvents().stream()
                .filter(event -> event.listener().equals(registration.id())).toList();
        Map<Integer, PartitionLag> lags = new HashMap<>();
        listener.consumption().lags().forEach(lag -> lags.put(lag.partition(), lag));
        JsonArray partitions = new JsonArray();
        consumed.partitions().forEach(partition -> partitions.add(partition(partition, lags.get(partition), events)));
        JsonObject json = new JsonObject().put("id", registration.id()).put("topic", registration.topic())
                .put("name", registration.name()).put("group", registration.fullGroup())
                .put("deadLetterTopic", registration.deadLetterTopic())
                .put("state", ListenerState.of(listener.listener(), consumed).name().toLowerCase(Locale.ROOT))
                .put("inFlight", events.stream().filter(event -> event.invocationBegan().isPresent()).count())
                .put("partitions", partitions);
        consumed.lag().ifPresent(lag -> json.put("lag", lag));
        Optional.ofNullable(listener.stopReason()).or(() -> Optional.ofNullable(consumed.reason()))
                .ifPresent(reason -> json.put("reason", reason));
        return json;
    }

    private static JsonObject partition(int partition, PartitionLag lag, List<UnfinishedEvent> events) {
        JsonObject json = new JsonObject().put("partition", partition);
        if (lag != null) {
            json.put("lag", lag.records()).put("blocked", lag.blocked());
            lag.age().ifPresent(age -> json.put("lagSeconds", TimeUnit.MILLISECONDS.toSeconds(age)));
        }
        UnfinishedEvent.firstFailing(events, partition)
                .ifPresent(event -> json.put("failing", new JsonObject().put("offset", event.offset())
                        .put("attempts", event.attempts()).put("failure", event.lastFailure())));
        return json;
    }

    private Subscription subscription(RoutingContext context) {
        String id = context.pathParam("listener");
        return streams.get(open.named(context)).subscription(id)
                .orElseThrow(() -> new NoSuchElementException("There is no listener " + id));
    }

    Action pause(RoutingContext context) {
        Subscription subscription = subscription(context);
        subscription.pause();
        return Action.of("pause", subscription.id(), new JsonObject());
    }

    Action resume(RoutingContext context) {
        Subscription subscription = subscription(context);
        subscription.resume();
        return Action.of("resume", subscription.id(), new JsonObject());
    }

    /** Waits for the commit, but not for ever: the seek itself waits until this instance holds a partition. */
    Action seek(RoutingContext context) {
        Subscription subscription = subscription(context);
        JsonObject body = Body.of(context, "offset", "partition");
        Offset offset = Offset.parse(Body.required(body, "offset"));
        try {
            (body.containsKey("partition")
                    ? subscription.seek(body.getInteger("partition"), offset)
                    : subscription.seek(offset))
                    .toCompletableFuture().orTimeout(SEEK_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IllegalArgumentException wrong) {
                throw wrong;
            }
            throw new EventStreamException("The seek is not completed: " + e.getCause(), e);
        }
        return Action.of("seek", subscription.id(), body);
    }

    /** It continues in the background. */
    Action replay(RoutingContext context) {
        Subscription subscription = subscription(context);
        JsonObject body = Body.of(context, "from", "to");
        streams.get(open.named(context)).newReplay(subscription.topic()).group(subscription.group())
                .listeners(subscription.id()).from(Offset.parse(Body.required(body, "from")))
                .to(Offset.parse(body.getString("to", "latest"))).start();
        return Action.of("replay", subscription.id(), body);
    }

    Action skip(RoutingContext context) {
        Subscription subscription = subscription(context);
        JsonObject body = Body.of(context, "partition", "offset", "reason");
        String reason = context.get("by") + ": " + Body.required(body, "reason");
        if (!body.containsKey("partition") || !body.containsKey("offset")) {
            throw new IllegalArgumentException("The body needs \"partition\" and \"offset\"");
        }
        if (!subscription.skip(body.getInteger("partition"), body.getLong("offset"), reason)) {
            throw new IllegalStateException("This instance does not deliver this event to the listener at the moment");
        }
        return Action.of("skip", subscription.id(), body);
    }
}
