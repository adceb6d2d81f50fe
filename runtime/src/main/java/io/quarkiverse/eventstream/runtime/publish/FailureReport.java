package io.quarkiverse.eventstream.runtime.publish;

import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishException;
import io.quarkiverse.eventstream.runtime.log.EscapedCause;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;

/**
 * Reports a failed publication: to the log, and to the error handler of the event.
 */
final class FailureReport {

    // The category that users know.
    private static final Logger LOG = Logger.getLogger(EventPublisher.class);

    private static final int REASON_LENGTH = 1000;

    private FailureReport() {}

    /**
     * Logs each failure and calls the error handler for it, on the calling thread, which may block.
     *
     * @param error the failure, as a whole or of some of its topics
     */
    static void tell(OutgoingEvent event, EventStreamException error) {
        if (error instanceof PublishException failure) {
            failure.failures().forEach((topic, reason) -> {
                LOG.errorf("The event %s with the id %s was not published to the topic %s: %s", UntrustedText.of(event.name()),
                        UntrustedText.of(event.id()), topic, UntrustedText.of(reason.getMessage(), REASON_LENGTH));
                tellHandler(event, topic, reason);
            });
        } else {
            LOG.errorf("The event %s with the id %s was not published: %s", UntrustedText.of(event.name()),
                    UntrustedText.of(event.id()), UntrustedText.of(error.getMessage(), REASON_LENGTH));
            event.topics().forEach(topic -> tellHandler(event, topic, error));
        }
    }

    private static void tellHandler(OutgoingEvent event, String topic, Throwable reason) {
        if (event.onError() == null) {
            return;
        }
        try {
            event.onError().onError(event, topic, reason);
        } catch (Throwable e) {
            // Also an exception that the handler does not declare: the publication must end nevertheless.
            LOG.errorf(EscapedCause.of(e), "The error handler of the event %s with the id %s failed for the topic %s",
                    UntrustedText.of(event.name()), UntrustedText.of(event.id()), UntrustedText.of(topic));
        }
    }
}
