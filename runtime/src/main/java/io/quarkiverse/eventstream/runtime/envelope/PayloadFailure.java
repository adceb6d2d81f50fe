package io.quarkiverse.eventstream.runtime.envelope;

import io.quarkiverse.eventstream.EventRecord;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.PayloadException;
import io.quarkiverse.eventstream.runtime.log.EscapedCause;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;

/**
 * Why an event, a part of it or a record can't be read, safe to log, down to the last cause of the stack trace.
 */
final class PayloadFailure {

    private PayloadFailure() {}

    static PayloadException of(IncomingEvent event, String part, String type, Throwable failure) {
        String message = "The " + part + " of the event \"" + UntrustedText.of(event.name()) + "\" with the id "
                + UntrustedText.of(event.id()) + " (" + place(event.record()) + ") can't be read as " + type + ": "
                + JacksonFailure.reason(failure);
        return new PayloadException(message, EscapedCause.of(failure));
    }

    static PayloadException of(EventRecord record, Throwable failure) {
        return new PayloadException("The value of the record (" + place(record) + ") can't be read as JSON: "
                + JacksonFailure.reason(failure), EscapedCause.of(failure));
    }

    private static String place(EventRecord record) {
        return "topic " + record.topic() + ", partition " + record.partition() + ", offset " + record.offset();
    }
}
