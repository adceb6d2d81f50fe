package io.quarkiverse.eventstream.operations.runtime.http;

import java.util.Set;
import java.util.TreeSet;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** The bodies of requests. A misspelt member must not have an action done that was meant for less. */
final class Body {

    private Body() {}

    /**
     * The body of a request; empty if there is none.
     *
     * @param members the members that it may have
     * @throws IllegalArgumentException if it has another one
     */
    static JsonObject of(RoutingContext context, String... members) {
        JsonObject body = context.body().isEmpty() ? null : context.body().asJsonObject();
        if (body == null) {
            return new JsonObject();
        }
        Set<String> unknown = new TreeSet<>(body.fieldNames());
        unknown.removeAll(Set.of(members));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "The body has " + unknown + ", but may only have " + new TreeSet<>(Set.of(members)));
        }
        return body;
    }

    /** A member that must be there. */
    static String required(JsonObject body, String name) {
        String value = body.getString(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("The body needs \"" + name + "\"");
        }
        return value;
    }
}
