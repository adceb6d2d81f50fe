package io.quarkiverse.eventstream.runtime.publish;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishCancelledException;
import io.quarkiverse.eventstream.PublishException;
import io.quarkiverse.eventstream.PublishRolledBackException;
import io.quarkiverse.eventstream.runtime.log.DurationText;
import io.quarkiverse.eventstream.runtime.log.EscapedCause;
import io.quarkiverse.eventstream.runtime.log.EventMdc;
import io.quarkiverse.eventstream.runtime.log.RepeatedLines;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;
import io.quarkiverse.eventstream.runtime.model.Names;

/**
 * Reports failed publications: each to the error handler of its event, and the first of each topic and reason in ten seconds to the log,
 * with the number of the others; the level debug has a line for each. Thread-safe.
 */
final class FailureReport {

    // The category that users know.
    private static final Logger LOG = Logger.getLogger(EventPublisher.class);

    private static final int REASON_LENGTH = 1000;
    private static final String OTHERS = "various reasons";

    private final Names names;
    private final ScheduledExecutorService timer;
    private final RepeatedLines<Kind> lines = new RepeatedLines<>(kind -> new Kind(kind.topic(), OTHERS),
            FailureReport::logCount);

    /** Failures that are logged together; the topic is empty if the event was sent to none. */
    private record Kind(String topic, String reason) {

        String where() {
            return topic.isEmpty() ? "" : " to the topic " + topic;
        }
    }

    /** @param timer logs the number of failures that were left out */
    FailureReport(Names names, ScheduledExecutorService timer) {
        this.names = names;
        this.timer = timer;
    }

    /**
     * Logs each failure and calls the error handler for it, on the calling thread, which may block.
     *
     * @param error the failure, for the event or for some of its topics
     * @param logContext runs a task that logs about the event
     */
    void report(OutgoingEvent event, EventStreamException error, Consumer<Runnable> logContext) {
        if (error instanceof PublishException failure) {
            failure.failures().forEach((topic, reason) -> {
                logContext.accept(() -> log(event, topic, reason));
                callHandler(event, topic, reason);
            });
        } else {
            logContext.accept(() -> log(event, "", error));
            event.topics().forEach(topic -> callHandler(event, topic, error));
        }
    }

    private void log(OutgoingEvent event, String topic, Throwable reason) {
        EventMdc.run(mdc(event, topic), () -> write(event, topic, reason));
    }

    private Map<String, String> mdc(OutgoingEvent event, String topic) {
        Map<String, String> mdc = new HashMap<>(Map.of(EventMdc.EVENT_ID, UntrustedText.of(event.id())));
        if (!topic.isEmpty()) {
            mdc.put(EventMdc.TOPIC, UntrustedText.of(names.fullTopic(topic)));
        }
        return mdc;
    }

    private void write(OutgoingEvent event, String topic, Throwable reason) {
        if (reason instanceof PublishRolledBackException || reason instanceof PublishCancelledException) {
            LOG.debugf("The event %s with the id %s was not published%s: %s", UntrustedText.of(event.name()),
                    UntrustedText.of(event.id()), new Kind(topic, "").where(), reason.getMessage());
            return;
        }
        Kind kind = new Kind(topic, reason.getClass().getName());
        LOG.logf(lines.isFirst(kind, timer) ? Level.ERROR : Level.DEBUG,
                "The event %s with the id %s was not published%s: %s", UntrustedText.of(event.name()),
                UntrustedText.of(event.id()), kind.where(), UntrustedText.of(reason.getMessage(), REASON_LENGTH));
    }

    private static void logCount(Kind kind, long count) {
        LOG.errorf("%d more events were not published%s in %s: %s. The level debug of %s names each", count, kind.where(),
                DurationText.of(RepeatedLines.WINDOW), kind.reason(), EventPublisher.class.getName());
    }

    private static void callHandler(OutgoingEvent event, String topic, Throwable reason) {
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
