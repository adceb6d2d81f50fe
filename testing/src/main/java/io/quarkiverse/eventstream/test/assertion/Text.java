package io.quarkiverse.eventstream.test.assertion;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.runtime.log.InvocationFailure;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;
import io.quarkiverse.eventstream.test.observe.UnacknowledgedRecord;
import io.quarkiverse.eventstream.test.observed.ObservedInvocation;
import io.quarkiverse.eventstream.test.observed.ObservedRecord;
import io.quarkiverse.eventstream.test.observed.Outcome;
import io.quarkiverse.eventstream.test.observed.PublishedEvent;

/**
 * Describes observations, each on one line.
 */
public final class Text {

    private static final int MAX_PAYLOAD = 200;
    private static final String UNACKNOWLEDGED = "not acknowledged yet";

    private Text() {}

    /** Describes a duration. */
    public static String of(Duration duration) {
        long millis = duration.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }

    /**
     * Describes an event that was published.
     *
     * @return its coordinates, its content, and the failure if it was not written
     */
    public static String of(PublishedEvent event) {
        String what = event.topic() + where(event.written()) + ": " + (event.sent() == null
                ? UntrustedText.of(event.event().name())
                : of(event.sent()));
        if (event.failure() != null) {
            return what + "; not published: " + new InvocationFailure(event.failure());
        }
        String outbox = event.stored() ? "; stored" : "";
        return what + outbox + (event.written() == null ? "; " + UNACKNOWLEDGED : "");
    }

    private static String where(WrittenRecord written) {
        return written == null || written.partition() < 0 ? "" : where(written.partition(), written.offset());
    }

    private static String where(int partition, long offset) {
        return ", partition " + partition + ", offset " + offset;
    }

    /** Describes a record in flight. */
    public static String of(UnacknowledgedRecord record) {
        return record.topic() + ": " + (record.event() == null ? "not decoded" : of(record.event())) + "; " + UNACKNOWLEDGED;
    }

    /** Describes an invocation. */
    public static String of(ObservedInvocation invocation) {
        IncomingEvent event = invocation.event();
        return invocation.listener() + ": " + event.topic() + where(event.record().partition(), event.record().offset()) + ": "
                + of(event)
                + (event.isReplay() ? ", replayed" : "") + (event.attempt() > 1 ? ", attempt " + event.attempt() : "")
                + ended(invocation);
    }

    private static String ended(ObservedInvocation invocation) {
        if (!invocation.ended()) {
            return "; still runs";
        }
        return invocation.failure() == null ? "" : "; failed: " + new InvocationFailure(invocation.failure());
    }

    /** Describes a record. */
    public static String of(ObservedRecord record) {
        return withoutOutcomes(record) + "; " + standing(record);
    }

    /**
     * Describes the outcomes of a record, with the failures of its invocations.
     *
     * @return its outcome and its failures at each listener
     */
    public static String standing(ObservedRecord record) {
        return record.outcomes().isEmpty()
                ? "no listener"
                : record.outcomes().entrySet().stream().map(outcome -> of(outcome, record)).collect(Collectors.joining(", "));
    }

    /** Describes the outcomes of a record without the failures, which other lines show. */
    public static String outcomes(ObservedRecord record) {
        return record.outcomes().entrySet().stream().map(outcome -> outcome.getKey() + " " + outcome.getValue())
                .collect(Collectors.joining(", "));
    }

    /** Explains that a test has stopped the time. */
    public static String stopped(Duration next) {
        return "The time is stopped, the next wait ends in " + Duration.ofMillis(next.toMillis())
                + ": advance it, as with TestTime.advanceToNext().";
    }

    /** Describes a record without its outcomes. */
    public static String withoutOutcomes(ObservedRecord record) {
        return record.topic() + where(record.partition(), record.offset()) + ": "
                + (record.event() == null ? "not decoded" : of(record.event()));
    }

    private static String of(Map.Entry<String, Outcome> outcome, ObservedRecord record) {
        return outcome.getKey() + " " + outcome.getValue() + failures(record.failures(outcome.getKey()));
    }

    /**
     * Describes the failures of invocations.
     *
     * @param failures the failures, in their order
     * @return their number and the last one; empty if there are none
     */
    public static String failures(List<Throwable> failures) {
        if (failures.isEmpty()) {
            return "";
        }
        return " (" + failures.size() + (failures.size() == 1 ? " failed attempt: " : " failed attempts, the last: ")
                + new InvocationFailure(failures.get(failures.size() - 1)) + ")";
    }

    /** Describes an event. */
    public static String of(IncomingEvent event) {
        return UntrustedText.of(event.name()) + (event.hasPayload() ? " " + payload(event) : "");
    }

    /** Describes a payload. */
    public static String payload(IncomingEvent event) {
        return event.hasPayload() ? UntrustedText.of(event.payloadAsTree().toString(), MAX_PAYLOAD) : "none";
    }
}
