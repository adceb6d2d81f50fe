package io.quarkiverse.eventstream.operations.runtime.http;

import io.vertx.core.json.JsonObject;

/**
 * What an operator has done.
 *
 * @param name such as {@code redrive}
 * @param target the listener or the dead-letter topic
 * @param details how many, and why
 * @param result the answer
 * @param isDryRun whether nothing was done
 */
record Action(String name, String target, JsonObject details, JsonObject result, boolean isDryRun) {

    static Action of(String name, String target, JsonObject details) {
        return new Action(name, target, details, details, false);
    }

    static Action dryRun(String name, String target, JsonObject result) {
        return new Action(name, target, new JsonObject(), result, true);
    }
}
