package io.quarkiverse.eventstream.test.assertion;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.runtime.log.InvocationFailure;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;
import io.quarkiverse.eventstream.test.ObservedCall;
import io.quarkiverse.eventstream.test.ObservedRecord;
import io.quarkiverse.eventstream.test.Outcome;
import io.quarkiverse.eventstream.test.PublishedEvent;
import io.quarkiverse.eventstream.test.observe.UnacknowledgedRecord;

/**
 * What was seen, in a line each.
 */
public final class Text {

    private static final int MAX_PAYLOAD = 200;
    private static final String UNDER_WAY = "not acknowledged yet";

    private Text() {}

    /**
     * A duration.
     *
     * @param duration the duration
     * @return in seconds, or in milliseconds
     */
    public static String of(Duration duration) {
        long millis = duration.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }

    /**
     * An event that was published.
     *
     * @param event the event
     * @return where it is, what it says, and why it was not written if it wasn't
     */
    public static String of(PublishedEvent event) {
        String what = event.topic() + where(event.written()) + ": " + (event.sent() == null
                ? UntrustedText.of(event.event().name())
                : of(event.sent()));
        if (event.failure() != null) {
            return what + "; not published: " + new InvocationFailure(event.failure());
        }
        return event.written() == null ? what + "; " + UNDER_WAY : what;
    }

    private static String where(WrittenRecord written) {
        return written == null || written.partition() < 0 ? "" : where(written.partition(), written.offset());
    }

    private static String where(int partition, long offset) {
        return ", partition " + partition + ", offset " + offset;
    }

    /**
     * A record on its way.
     *
     * @param record the record
     * @return where it goes, and what it says
     */
    public static String of(UnacknowledgedRecord record) {
        return record.topic() + ": " + (record.event() == null ? "no event" : of(record.event())) + "; " + UNDER_WAY;
    }

    /**
     * A call.
     *
     * @param call the call
     * @return whose, with what, and how it ended
     */
    public static String of(ObservedCall call) {
        IncomingEvent event = call.event();
        return call.listener() + ": " + event.topic() + where(event.record().partition(), event.record().offset()) + ": "
                + of(event)
                + (event.isReplay() ? ", replayed" : "") + (event.attempt() > 1 ? ", call " + event.attempt() : "")
                + ended(call);
    }

    private static String ended(ObservedCall call) {
        if (!call.ended()) {
            return "; still runs";
        }
        return call.failure() == null ? "" : "; failed: " + new InvocationFailure(call.failure());
    }

    /**
     * A record.
     *
     * @param record the record
     * @return where it is, what it says, and how it stands with its listeners
     */
    public static String of(ObservedRecord record) {
        return place(record) + "; " + standing(record);
    }

    /**
     * How a record stands with its listeners.
     *
     * @param record the record
     * @return what has become of it at each listener, and what calls failed with
     */
    public static String standing(ObservedRecord record) {
        return record.outcomes().isEmpty()
                ? "no listener"
                : record.outcomes().entrySet().stream().map(outcome -> of(outcome, record)).collect(Collectors.joining(", "));
    }

    /**
     * How a record stands with its listeners, where its calls are shown.
     *
     * @param record the record
     * @return what has become of it at each listener
     */
    public static String outcomes(ObservedRecord record) {
        return record.outcomes().entrySet().stream().map(outcome -> outcome.getKey() + " " + outcome.getValue())
                .collect(Collectors.joining(", "));
    }

    /**
     * The time that a test has stopped.
     *
     * @param next how long the next event waits that is to be delivered again
     * @return a sentence with the remedy
     */
    public static String stopped(Duration next) {
        return "The time is stopped, the next redelivery is in " + Duration.ofMillis(next.toMillis())
                + ": advance it, as with TestTime.advanceToNext().";
    }

    /**
     * A record without its listeners.
     *
     * @param record the record
     * @return where it is, and what it says
     */
    public static String place(ObservedRecord record) {
        return record.topic() + where(record.partition(), record.offset()) + ": "
                + (record.event() == null ? "no event" : of(record.event()));
    }

    private static String of(Map.Entry<String, Outcome> outcome, ObservedRecord record) {
        return outcome.getKey() + " " + outcome.getValue() + failures(record.failures(outcome.getKey()));
    }

    /**
     * What calls failed with.
     *
     * @param failures in their order
     * @return how many, and the last; empty if there are none
     */
    public static String failures(List<Throwable> failures) {
        if (failures.isEmpty()) {
            return "";
        }
        return " (" + failures.size() + (failures.size() == 1 ? " call failed: " : " calls failed, the last: ")
                + new InvocationFailure(failures.get(failures.size() - 1)) + ")";
    }

    /**
     * An event.
     *
     * @param event the event
     * @return its name and its payload
     */
    public static String of(IncomingEvent event) {
        return UntrustedText.of(event.name()) + (event.hasPayload() ? " " + payload(event) : "");
    }

    /**
     * A payload.
     *
     * @param event its event
     * @return JSON, cut after some length
     */
    public static String payload(IncomingEvent event) {
        return event.hasPayload() ? UntrustedText.of(event.payloadAsTree().toString(), MAX_PAYLOAD) : "none";
    }
}
