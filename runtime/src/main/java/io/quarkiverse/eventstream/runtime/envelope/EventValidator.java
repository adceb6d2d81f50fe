package io.quarkiverse.eventstream.runtime.envelope;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.RecordBatch;

import io.quarkiverse.eventstream.EventHeader;
import io.quarkiverse.eventstream.InvalidEventException;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.Violation;
import io.quarkiverse.eventstream.runtime.config.WireFormat;
import io.quarkiverse.eventstream.runtime.envelope.scan.Utf8;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;

/**
 * Checks events against all rules of the wire format before they are sent. Thread-safe.
 */
public final class EventValidator {

    private static final String UNICODE = "must be valid Unicode: it holds half of a surrogate pair";

    private static final Duration MAX_DELAY = Duration.ofDays(36_500);
    /** The length of the column in the table of the outbox. */
    private static final int MAX_DELAYED_ID = 300;

    private final String prefix;
    private final boolean strict;
    private final boolean hasStrictNamespaces;
    private final int maxRequestSize;
    private final Duration maxTimeout;
    /** The last topic that was valid; any thread may replace it. */
    private volatile String goodTopic;

    /**
     * A validator with the settings of a stream.
     *
     * @param prefix of each topic, without the dot; null or empty for none
     * @param strict whether ids must be UUIDs
     * @param maxRequestSize the producer's {@code max.request.size}, in bytes
     * @param maxTimeout the longest timeout that an event may set
     */
    public EventValidator(String prefix, boolean strict, WireFormat format, int maxRequestSize, Duration maxTimeout) {
        this.prefix = prefix == null || prefix.isEmpty() ? "" : prefix + ".";
        this.strict = strict;
        this.hasStrictNamespaces = format.hasStrictNamespaces();
        this.maxRequestSize = maxRequestSize;
        this.maxTimeout = maxTimeout;
    }

    /**
     * Checks an event.
     *
     * @throws InvalidEventException if a rule is broken; it names all violations
     */
    public void check(OutgoingEvent event, EncodedEvent encoded) throws InvalidEventException {
        List<Violation> violations = violations(event, encoded);
        if (!violations.isEmpty()) {
            throw new InvalidEventException(violations);
        }
    }

    /** All violations of an event; empty if it is valid. */
    public List<Violation> violations(OutgoingEvent event, EncodedEvent encoded) {
        List<Violation> violations = new ArrayList<>(0);
        checkTopics(event, violations);
        if (!event.isTombstone() && !event.isRaw()) {
            add(violations, "name", event.name(), NameRules.eventName(event.name()));
            if (hasStrictNamespaces) {
                add(violations, "namespace", event.namespace(), NameRules.namespace(event.namespace()));
            }
        }
        checkIdAndKey(event, violations);
        checkHeaders(event, violations);
        checkTimes(event, violations);
        checkIds(event, violations);
        violations.addAll(encoded.violations());
        checkSize(encoded, violations);
        return violations;
    }

    private void checkTopics(OutgoingEvent event, List<Violation> violations) {
        if (event.topics().isEmpty()) {
            violations.add(new Violation("topic", "", "is required: name at least one topic"));
        }
        for (String topic : event.topics()) {
            // Compared by identity: mostly it is the same constant.
            if (topic == goodTopic) {
                continue;
            }
            String rule = NameRules.topic(topic);
            add(violations, "topic", topic, rule);
            if (rule == null) {
                rule = NameRules.kafkaTopic(prefix + topic);
                add(violations, "topic", prefix + topic, rule);
            }
            if (rule == null) {
                goodTopic = topic;
            }
        }
    }

    private static void checkIdAndKey(OutgoingEvent event, List<Violation> violations) {
        if (event.id().isEmpty()) {
            violations.add(new Violation("id", "", "must not be empty: leave it out for a random one"));
        }
        if (event.key().isEmpty() && !event.isRaw()) {
            violations.add(new Violation("key", "", "must not be empty: leave it out to use the event's id"));
        }
        // The envelope can carry such text in escapes, but a key can't.
        if (!Utf8.isEncodable(event.key())) {
            violations.add(new Violation("key", UntrustedText.of(event.key()), UNICODE));
        }
    }

    private static void checkHeaders(OutgoingEvent event, List<Violation> violations) {
        for (EventHeader header : event.headers()) {
            if (header.name().isEmpty()) {
                violations.add(new Violation("header", "", "must have a name"));
            } else if (header.name().equals(EventCodec.NAME_HEADER)) {
                violations
                        .add(new Violation("header", header.name(), "is reserved: it carries the event's name. Leave it out"));
            } else if (!Utf8.isEncodable(header.name())) {
                violations.add(new Violation("header", UntrustedText.of(header.name()), UNICODE));
            }
        }
    }

    private void checkTimes(OutgoingEvent event, List<Violation> violations) {
        Duration timeout = event.timeout();
        if (timeout != null && (timeout.isNegative() || timeout.isZero() || timeout.compareTo(maxTimeout) > 0)) {
            violations.add(new Violation("timeout", timeout.toString(), "must be more than zero and at most " + maxTimeout));
        }
        if (!TimestampText.isWritable(event.timestamp())) {
            violations.add(new Violation("timestamp", event.timestamp().toString(),
                    "must be within the years 0000 to 9999, as RFC 3339 has it"));
        }
        if (event.isDelayed()) {
            checkDelay(event, violations);
        }
    }

    private static void checkDelay(OutgoingEvent event, List<Violation> violations) {
        if (event.deliverAt() != null && !TimestampText.isWritable(event.deliverAt())) {
            violations.add(new Violation("deliverAt", event.deliverAt().toString(), "must be within the years 0000 to 9999"));
        }
        Duration delay = event.deliverAfter();
        if (delay != null && (delay.isNegative() || delay.compareTo(MAX_DELAY) > 0)) {
            violations.add(new Violation("deliverAfter", delay.toString(),
                    "must be zero or more, and at most " + MAX_DELAY.toDays() + " days"));
        }
        if (event.id().length() > MAX_DELAYED_ID) {
            violations.add(new Violation("id", UntrustedText.of(event.id()),
                    "must have at most " + MAX_DELAYED_ID + " characters, since the outbox keeps it until the event is due"));
        }
    }

    private void checkIds(OutgoingEvent event, List<Violation> violations) {
        if (strict) {
            add(violations, "userId", event.userId(), NameRules.uuid(event.userId()));
            add(violations, "clientId", event.clientId(), NameRules.uuid(event.clientId()));
            add(violations, "sessionId", event.sessionId(), NameRules.uuid(event.sessionId()));
            add(violations, "traceId", event.traceId(), NameRules.uuid(event.traceId()));
        }
        checkList(FieldNames.CLIENT_IDS, event.peer().clientIds(), violations);
        checkList(FieldNames.TARGET_USER_IDS, event.peer().targetUserIds(), violations);
    }

    private void checkList(String field, List<String> ids, List<Violation> violations) {
        for (int i = 0; i < ids.size(); i++) {
            String id = ids.get(i);
            if (id == null) {
                violations.add(new Violation(field + "[" + i + "]", "null", "must not be null"));
            } else if (strict) {
                add(violations, field + "[" + i + "]", id, NameRules.uuid(id));
            }
        }
    }

    /** As Kafka's client estimates it, so that it does not refuse a record that is valid here. */
    private void checkSize(EncodedEvent encoded, List<Violation> violations) {
        if (encoded.value() == null) {
            return;
        }
        int size = AbstractRecords.estimateSizeInBytesUpperBound(RecordBatch.CURRENT_MAGIC_VALUE, CompressionType.NONE,
                encoded.key(), encoded.value(), encoded.headers());
        if (size > maxRequestSize) {
            violations.add(new Violation("size", size + " bytes",
                    "the record, headers and overhead included, must have at most "
                            + maxRequestSize + " bytes (max.request.size of the producer); key and value alone have "
                            + ((encoded.key() == null ? 0 : encoded.key().length) + encoded.value().length)));
        }
    }

    private static void add(List<Violation> violations, String field, String value, String rule) {
        if (rule != null) {
            violations.add(new Violation(field, UntrustedText.of(value), rule));
        }
    }
}
