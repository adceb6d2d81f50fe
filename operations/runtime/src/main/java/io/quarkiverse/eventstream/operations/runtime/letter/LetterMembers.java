package io.quarkiverse.eventstream.operations.runtime.letter;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.quarkiverse.eventstream.operations.Letter;
import io.quarkiverse.eventstream.operations.LetterFailure;
import io.quarkiverse.eventstream.operations.LetterGroup;
import io.quarkiverse.eventstream.operations.LetterId;
import io.quarkiverse.eventstream.operations.LetterState;
import io.quarkiverse.eventstream.operations.LetterStatus;
import io.quarkiverse.eventstream.operations.LetterSummary;
import io.quarkiverse.eventstream.operations.LetterTopic;
import io.quarkiverse.eventstream.operations.RedrivePlan;
import io.quarkiverse.eventstream.operations.RedriveRefusal;

/**
 * Letters as JSON objects, for requests and commands alike: maps, which each library for JSON takes. Absent members mean unknown.
 *
 * @param payloads whether keys, values, headers and the messages of exceptions, which may quote them, are shown
 */
public record LetterMembers(boolean payloads) {

    /** Of a dead-letter topic. */
    public static Map<String, Object> topic(LetterTopic topic) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("topic", topic.topic());
        members.put("partitions", topic.partitions());
        members.put("letters", counts(topic.counts()));
        return members;
    }

    private static Map<String, Object> counts(Map<LetterState, Long> counts) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (LetterState state : LetterState.values()) {
            members.put(name(state), counts.getOrDefault(state, 0L));
        }
        return members;
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Of the letters of one cause. */
    public static Map<String, Object> group(LetterGroup group) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("letters", counts(group.counts()));
        members.put("count", group.count());
        put(members, "first", group.first());
        put(members, "last", group.last());
        put(members, "sample", group.sample());
        put(members, "fingerprint", group.fingerprint());
        put(members, "listener", group.listener());
        put(members, "exception", group.exception());
        put(members, "frame", group.frame());
        return members;
    }

    /** Of a letter in a list. */
    public Map<String, Object> summary(LetterSummary letter) {
        Map<String, Object> members = new LinkedHashMap<>();
        put(members, "id", letter.id());
        members.put("status", status(letter.status()));
        members.put("failure", failure(letter.failure()));
        members.put("redrives", letter.redrives());
        put(members, "name", letter.eventName());
        put(members, "eventId", letter.eventId());
        if (payloads) {
            put(members, "key", letter.key());
        }
        return members;
    }

    private static Map<String, Object> status(LetterStatus status) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("state", name(status.state()));
        put(members, "by", status.by());
        put(members, "at", status.at());
        put(members, "reason", status.reason());
        return members;
    }

    private Map<String, Object> failure(LetterFailure failure) {
        Map<String, Object> members = new LinkedHashMap<>();
        put(members, "reason", failure.reason());
        put(members, "exception", failure.exception());
        put(members, "frame", failure.frame());
        put(members, "fingerprint", failure.fingerprint());
        put(members, "listener", failure.listener());
        put(members, "group", failure.group());
        members.put("attempts", failure.attempts());
        put(members, "at", failure.at());
        put(members, "service", failure.service());
        put(members, "serviceVersion", failure.serviceVersion());
        if (payloads) {
            put(members, "message", failure.message());
        }
        return members;
    }

    private static void put(Map<String, Object> members, String name, Object value) {
        if (value != null) {
            members.put(name, value.toString());
        }
    }

    /** Of all that is known of a letter. */
    public Map<String, Object> letter(Letter letter) {
        Map<String, Object> members = summary(letter.summary());
        letter.origin().ifPresent(origin -> {
            Map<String, Object> from = new LinkedHashMap<>();
            from.put("topic", origin.topic());
            from.put("partition", origin.partition());
            from.put("offset", origin.offset());
            put(from, "timestamp", origin.timestamp());
            members.put("origin", from);
        });
        letter.undecodable().ifPresent(reason -> members.put("undecodable", payloads ? reason : Boolean.TRUE));
        letter.traceId().ifPresent(trace -> members.put("traceId", trace));
        put(members, "previous", letter.previous().orElse(null));
        put(members, "next", letter.next().orElse(null));
        if (payloads) {
            letter.stackTrace().ifPresent(trace -> members.put("stackTrace", trace));
            byte[] value = letter.record().value();
            put(members, "value", value == null ? null : new String(value, StandardCharsets.UTF_8));
            Map<String, Object> headers = new LinkedHashMap<>();
            letter.record().headers().forEach(header -> headers.put(header.name(), header.text()));
            members.put("headers", headers);
        }
        return members;
    }

    /** Of what a redrive would do. */
    public static Map<String, Object> plan(RedrivePlan plan) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("count", plan.count());
        members.put("byListener", plan.byListener());
        members.put("refused", refused(plan.refused()));
        members.put("letters", plan.letters().stream().map(LetterId::toString).toList());
        return members;
    }

    /** Of the letters that can't be redriven, by reason. */
    public static Map<String, Object> refused(Map<RedriveRefusal, Long> refused) {
        Map<String, Object> members = new LinkedHashMap<>();
        refused.forEach((reason, count) -> members.put(name(reason), count));
        return members;
    }
}
