package io.quarkiverse.eventstream.operations.runtime.http;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Consumer;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.eventstream.operations.DeadLetterDesk;
import io.quarkiverse.eventstream.operations.LetterFilter;
import io.quarkiverse.eventstream.operations.LetterId;
import io.quarkiverse.eventstream.operations.LetterPage;
import io.quarkiverse.eventstream.operations.PageRequest;
import io.quarkiverse.eventstream.operations.Redrive;
import io.quarkiverse.eventstream.operations.RedriveOptions;
import io.quarkiverse.eventstream.operations.runtime.Desks;
import io.quarkiverse.eventstream.operations.runtime.LetterActions;
import io.quarkiverse.eventstream.operations.runtime.letter.LetterConditions;
import io.quarkiverse.eventstream.operations.runtime.letter.LetterMembers;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** The requests about dead letters. */
@Singleton
class LetterRequests {

    private static final int PAGE = 50;
    /** The parameters that are no conditions. */
    private static final Set<String> OF_PAGES = Set.of("stream", "limit", "order", "at");
    /** The conditions that are no texts, or not one each. */
    private static final Set<String> NO_TEXT = Set.of("from", "before", "ids");

    private final Desks desks;
    private final OpenStreams streams;
    private final LetterMembers members;
    private final LetterActions actions;

    @Inject
    LetterRequests(Desks desks, OpenStreams streams, LetterActions actions, HttpConfig config) {
        this.desks = desks;
        this.streams = streams;
        this.members = new LetterMembers(config.payloads());
        this.actions = actions;
    }

    private DeadLetterDesk desk(RoutingContext context) {
        return desks.get(streams.named(context));
    }

    private static String topic(RoutingContext context) {
        return context.pathParam("topic");
    }

    JsonArray topics(RoutingContext context) {
        return new JsonArray(desk(context).topics().stream().map(LetterMembers::topic).toList());
    }

    JsonArray groups(RoutingContext context) {
        return new JsonArray(desk(context).groups(topic(context), filter(context)).stream().map(LetterMembers::group).toList());
    }

    JsonObject page(RoutingContext context) {
        int limit = context.queryParams().contains("limit") ? Integer.parseInt(context.queryParams().get("limit")) : PAGE;
        PageRequest request = "oldest".equals(context.queryParams().get("order"))
                ? PageRequest.oldest(limit)
                : PageRequest.newest(limit);
        String at = context.queryParams().get("at");
        LetterPage page = desk(context).letters(topic(context), filter(context), at == null ? request : request.at(at));
        JsonObject answer = new JsonObject().put("letters", page.letters().stream().map(members::summary).toList());
        page.next().ifPresent(next -> answer.put("next", next));
        return answer;
    }

    JsonObject one(RoutingContext context) {
        LetterId id = new LetterId(topic(context), Integer.parseInt(context.pathParam("partition")),
                Long.parseLong(context.pathParam("offset")));
        return desk(context).letter(id).map(members::letter).map(JsonObject::new)
                .orElseThrow(() -> new NoSuchElementException("There is no letter " + id + ", or none any more"));
    }

    JsonObject redrive(RoutingContext context) {
        JsonObject body = Body.of(context, "filter", "dryRun", "reason", "editedValue", "ratePerSecond", "limit", "listener",
                "group");
        JsonObject filter = body.getJsonObject("filter", new JsonObject());
        RedriveOptions options = options(context.get("by"), body);
        if (body.getBoolean("dryRun", false)) {
            return new JsonObject(LetterMembers.plan(desk(context).plan(topic(context), filter(filter), options)));
        }
        Redrive redrive = actions.redrive(order(context, filter), filter(filter), options);
        return new JsonObject(LetterActions.numbers(redrive))
                .put("ended", redrive.completion().toCompletableFuture().isDone());
    }

    private LetterActions.Order order(RoutingContext context, JsonObject filter) {
        return new LetterActions.Order(context.get("by"), streams.named(context), topic(context), filter.getMap());
    }

    private static RedriveOptions options(String by, JsonObject body) {
        RedriveOptions.Builder options = RedriveOptions.by(by);
        optional(body, "reason", options::reason);
        optional(body, "editedValue", options::editedValue);
        if (body.containsKey("ratePerSecond")) {
            options.ratePerSecond(body.getInteger("ratePerSecond"));
        }
        if (body.containsKey("limit")) {
            options.limit(body.getLong("limit"));
        }
        if (body.containsKey("listener")) {
            options.target(body.getString("listener"), Body.required(body, "group"));
        }
        return options.build();
    }

    JsonObject discard(RoutingContext context) {
        JsonObject body = Body.of(context, "filter", "reason");
        String reason = Body.required(body, "reason");
        JsonObject filter = body.getJsonObject("filter", new JsonObject());
        return new JsonObject().put("count",
                actions.discard(order(context, filter), filter(filter), context.get("by"), reason));
    }

    private static void optional(JsonObject body, String name, Consumer<String> use) {
        if (body.getString(name) != null) {
            use.accept(body.getString(name));
        }
    }

    private static LetterFilter filter(RoutingContext context) {
        JsonObject filter = new JsonObject();
        context.queryParams().forEach(parameter -> {
            if (!OF_PAGES.contains(parameter.getKey())) {
                filter.put(parameter.getKey(), parameter.getValue());
            }
        });
        return filter(filter);
    }

    private static LetterFilter filter(JsonObject filter) {
        LetterFilter.Builder builder = LetterFilter.builder();
        filter.fieldNames().stream().filter(name -> !NO_TEXT.contains(name) && filter.getString(name) != null)
                .forEach(name -> add(builder, name, filter.getString(name)));
        if (filter.containsKey("from") || filter.containsKey("before")) {
            builder.failedBetween(instant(filter, "from", Instant.EPOCH), instant(filter, "before", Instant.MAX));
        }
        if (filter.containsKey("ids")) {
            List<LetterId> ids = new ArrayList<>();
            filter.getJsonArray("ids").forEach(id -> ids.add(LetterId.parse(id.toString())));
            builder.ids(ids);
        }
        return builder.build();
    }

    private static void add(LetterFilter.Builder filter, String name, String value) {
        if (!LetterConditions.add(filter, name, value)) {
            throw new IllegalArgumentException("Letters have no condition \"" + name + "\"");
        }
    }

    private static Instant instant(JsonObject filter, String name, Instant otherwise) {
        try {
            return filter.getString(name) == null ? otherwise : Instant.parse(filter.getString(name));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" is an instant such as 2026-11-24T06:26:36Z, not " + filter.getString(name), e);
        }
    }
}
