package io.quarkiverse.eventstream.operations.runtime.http;

import java.util.OptionalInt;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.runtime.operate.ListenerActions;
import io.quarkiverse.eventstream.runtime.operate.ListenerActions.Order;
import io.quarkiverse.eventstream.runtime.operate.ListenerViews;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** The requests about listeners: those of this instance. */
@Singleton
class ListenerRequests {

    private final ListenerViews views;
    private final ListenerActions actions;
    private final OpenStreams open;

    @Inject
    ListenerRequests(ListenerViews views, ListenerActions actions, OpenStreams open) {
        this.views = views;
        this.actions = actions;
        this.open = open;
    }

    JsonArray all(RoutingContext context) {
        return ListenerJson.array(views.of(open.named(context)).listeners(), ListenerJson::listener);
    }

    private Order order(RoutingContext context) {
        return new Order(context.get("by"), open.named(context), context.pathParam("listener"));
    }

    JsonObject pause(RoutingContext context) {
        return new JsonObject(actions.pause(order(context)));
    }

    JsonObject resume(RoutingContext context) {
        return new JsonObject(actions.resume(order(context)));
    }

    JsonObject seek(RoutingContext context) {
        JsonObject body = Body.of(context, "offset", "partition");
        OptionalInt partition = body.containsKey("partition")
                ? OptionalInt.of(body.getInteger("partition"))
                : OptionalInt.empty();
        return new JsonObject(actions.seek(order(context), partition, Offset.parse(Body.required(body, "offset"))));
    }

    JsonObject replay(RoutingContext context) {
        JsonObject body = Body.of(context, "from", "to");
        return new JsonObject(actions.replay(order(context), Offset.parse(Body.required(body, "from")),
                Offset.parse(body.getString("to", "latest"))));
    }

    JsonObject skip(RoutingContext context) {
        JsonObject body = Body.of(context, "partition", "offset", "reason");
        String reason = Body.required(body, "reason");
        if (!body.containsKey("partition") || !body.containsKey("offset")) {
            throw new IllegalArgumentException("The body needs \"partition\" and \"offset\"");
        }
        return new JsonObject(
                actions.skip(order(context), body.getInteger("partition"), body.getLong("offset"), reason));
    }
}
