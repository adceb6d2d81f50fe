package io.quarkiverse.eventstream.runtime.envelope;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.PayloadException;
import io.quarkiverse.eventstream.runtime.log.EscapedCause;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;

/**
 * Why a part of an event can't be read, safe to log, down to the last cause of the stack trace.
 */
final class PayloadFailure {

    private PayloadFailure() {}

    static PayloadException of(IncomingEvent event, String part, String type, Throwable failure) {
        String message = "The " + part + " of the event \"" + UntrustedText.of(event.name()) + "\" with the id "
                + UntrustedText.of(event.id()) + " (topic " + event.record().topic() + ", partition "
                + event.record().partition()
                + ", offset " + event.record().offset() + ") can't be read as " + type + ": " + JacksonFailure.reason(failure);
        return new PayloadException(message, EscapedCause.of(failure));
    }
}
