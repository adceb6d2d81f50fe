package io.quarkiverse.eventstream.operations.runtime.http;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.quarkiverse.eventstream.runtime.operate.ListenerView;
import io.quarkiverse.eventstream.runtime.operate.ListenerView.FailingEventView;
import io.quarkiverse.eventstream.runtime.operate.ListenerView.MemberView;
import io.quarkiverse.eventstream.runtime.operate.ListenerView.MembersView;
import io.quarkiverse.eventstream.runtime.operate.ListenerView.PartitionView;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Listeners as JSON. Absent members mean unknown. */
final class ListenerJson {

    private ListenerJson() {}

    static JsonObject listener(ListenerView listener) {
        JsonObject json = new JsonObject().put("id", listener.id()).put("topic", listener.topic()).put("name", listener.name())
                .put("group", listener.group()).put("deadLetterTopic", listener.deadLetterTopic())
                .put("state", listener.state().name().toLowerCase(Locale.ROOT)).put("inFlight", listener.inFlight())
                .put("completed", listener.completed()).put("failed", listener.failed());
        putKnown(json, "reason", listener.reason());
        putKnown(json, "lag", listener.lag());
        putSeconds(json, "lagSeconds", listener.ageMillis());
        putRate(json, listener.throughput());
        putMembers(json, listener.members());
        return json.put("partitions", array(listener.partitions(), ListenerJson::partition));
    }

    private static JsonObject partition(PartitionView partition) {
        JsonObject json = new JsonObject().put("partition", partition.partition()).put("blocked", partition.blocked())
                .put("inFlight", partition.inFlight());
        putKnown(json, "lag", partition.lag());
        putSeconds(json, "lagSeconds", partition.ageMillis());
        putRate(json, partition.throughput());
        if (partition.failing() != null) {
            json.put("failing", failing(partition.failing()));
        }
        return json;
    }

    private static JsonObject failing(FailingEventView event) {
        return new JsonObject().put("offset", event.offset()).put("attempts", event.attempts())
                .put("seconds", TimeUnit.MILLISECONDS.toSeconds(event.sinceMillis())).put("inFlight", event.invoked())
                .put("failure", event.failure());
    }

    private static void putMembers(JsonObject json, MembersView members) {
        if (members.unknown() == null) {
            json.put("members", array(members.known(), ListenerJson::member));
        } else {
            json.put("membersUnknown", members.unknown());
        }
    }

    private static JsonObject member(MemberView member) {
        return new JsonObject().put("clientId", member.clientId()).put("host", member.host())
                .put("partitions", new JsonArray(List.copyOf(member.partitions())));
    }

    private static void putKnown(JsonObject json, String name, Object value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    private static void putSeconds(JsonObject json, String name, Long millis) {
        putKnown(json, name, millis == null ? null : TimeUnit.MILLISECONDS.toSeconds(millis));
    }

    /** More digits than there are in the measurement would be noise. */
    private static void putRate(JsonObject json, Double perSecond) {
        putKnown(json, "throughput", perSecond == null ? null : Math.round(perSecond * 100) / 100.0);
    }

    static <T> JsonArray array(Collection<T> values, Function<T, JsonObject> json) {
        JsonArray array = new JsonArray();
        values.forEach(value -> array.add(json.apply(value)));
        return array;
    }
}
