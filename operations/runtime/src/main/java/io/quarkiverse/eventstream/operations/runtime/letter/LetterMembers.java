package io.quarkiverse.eventstream.operations.runtime.http;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

import io.quarkiverse.eventstream.operations.Letter;
import io.quarkiverse.eventstream.operations.LetterFailure;
import io.quarkiverse.eventstream.operations.LetterGroup;
import io.quarkiverse.eventstream.operations.LetterState;
import io.quarkiverse.eventstream.operations.LetterStatus;
import io.quarkiverse.eventstream.operations.LetterSummary;
import io.quarkiverse.eventstream.operations.LetterTopic;
import io.quarkiverse.eventstream.operations.RedrivePlan;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * Letters as JSON. Absent members mean unknown.
 *
 * @param payloads whether keys, values, headers and the messages of exceptions, which may quote them, are shown
 */
record LetterJson(boolean payloads) {

    static <T> JsonArray array(Collection<T> values, Function<T, JsonObject> json) {
        JsonArray array = new JsonArray();
        values.forEach(value -> array.add(json.apply(value)));
        return array;
    }

    static JsonObject topic(LetterTopic topic) {
        return new JsonObject().put("topic", topic.topic()).put("partitions", topic.partitions())
                .put("letters", counts(topic.counts()));
    }

    private static JsonObject counts(Map<LetterState, Long> counts) {
        JsonObject json = new JsonObject();
        for (LetterState state : LetterState.values()) {
            json.put(name(state), counts.getOrDefault(state, 0L));
        }
        return json;
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static JsonObject group(LetterGroup group) {
        JsonObject json = new JsonObject().put("letters", counts(group.counts())).put("count", group.count())
                .put("first", group.first().toString()).put("last", group.last().toString())
                .put("sample", group.sample().toString());
        put(json, "fingerprint", group.fingerprint());
        put(json, "listener", group.listener());
        put(json, "exception", group.exception());
        put(json, "frame", group.frame());
        return json;
    }

    JsonObject summary(LetterSummary letter) {
        JsonObject json = new JsonObject().put("id", letter.id().toString()).put("status", status(letter.status()))
                .put("failure", failure(letter.failure())).put("redrives", letter.redrives());
        put(json, "name", letter.eventName());
        put(json, "eventId", letter.eventId());
        if (payloads) {
            put(json, "key", letter.key());
        }
        return json;
    }

    private static JsonObject status(LetterStatus status) {
        JsonObject json = new JsonObject().put("state", name(status.state()));
        put(json, "by", status.by());
        put(json, "at", status.at());
        put(json, "reason", status.reason());
        return json;
    }

    private JsonObject failure(LetterFailure failure) {
        JsonObject json = new JsonObject();
        put(json, "reason", failure.reason());
        put(json, "exception", failure.exception());
        put(json, "frame", failure.frame());
        put(json, "fingerprint", failure.fingerprint());
        put(json, "listener", failure.listener());
        put(json, "group", failure.group());
        json.put("attempts", failure.attempts());
        put(json, "at", failure.at());
        put(json, "service", failure.service());
        put(json, "serviceVersion", failure.serviceVersion());
        if (payloads) {
            put(json, "message", failure.message());
        }
        return json;
    }

    private static void put(JsonObject json, String name, Object value) {
        if (value != null) {
            json.put(name, value.toString());
        }
    }

    JsonObject letter(Letter letter) {
        JsonObject json = summary(letter.summary());
        letter.origin().ifPresent(origin -> json.put("origin", new JsonObject().put("topic", origin.topic())
                .put("partition", origin.partition()).put("offset", origin.offset())
                .put("timestamp", origin.timestamp().toString())));
        letter.undecodable().ifPresent(reason -> json.put("undecodable", true));
        letter.traceId().ifPresent(trace -> json.put("traceId", trace));
        letter.previous().ifPresent(previous -> json.put("previous", previous.toString()));
        letter.next().ifPresent(next -> json.put("next", next.toString()));
        if (payloads) {
            letter.stackTrace().ifPresent(trace -> json.put("stackTrace", trace));
            letter.undecodable().ifPresent(reason -> json.put("undecodable", reason));
            byte[] value = letter.record().value();
            put(json, "value", value == null ? null : new String(value, StandardCharsets.UTF_8));
            JsonObject headers = new JsonObject();
            letter.record().headers().forEach(header -> headers.put(header.name(), header.text()));
            json.put("headers", headers);
        }
        return json;
    }

    static JsonObject plan(RedrivePlan plan) {
        JsonObject refused = new JsonObject();
        plan.refused().forEach((reason, count) -> refused.put(name(reason), count));
        JsonObject byListener = new JsonObject();
        plan.byListener().forEach(byListener::put);
        JsonArray letters = new JsonArray();
        plan.letters().forEach(id -> letters.add(id.toString()));
        return new JsonObject().put("count", plan.count()).put("byListener", byListener).put("refused", refused)
                .put("letters", letters);
    }
}
