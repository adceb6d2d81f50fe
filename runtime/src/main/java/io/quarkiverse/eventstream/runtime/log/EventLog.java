package io.quarkiverse.eventstream.runtime.log;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;

import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/**
 * Logs the outcomes of the events of a listener, in one line each: the outcome, then id, name, coordinates, group, listener, attempt and
 * reason. Of outcomes with the same reason, the first in ten seconds is a warning, and the others are counted; the level debug has a line
 * for each. A stack trace is logged once for each {@link FailureFingerprint}. Thread-safe.
 */
public final class EventLog {

    /** The outcome of a delivery. */
    public enum Outcome {
        /** Logged at the level debug only. */
        COMPLETED("The event was completed", Level.DEBUG),
        /** An attempt has failed, and another one will follow. */
        REDELIVERED("The listener failed, and the event will be redelivered", Level.WARN),
        /** The dead letter was written. */
        DEAD_LETTERED("The event was dead-lettered", Level.WARN),
        /** The dead letter of a record without a valid envelope was written. */
        UNDECODABLE_DEAD_LETTERED("The record is undecodable, and was dead-lettered", Level.WARN),
        /** The event waits for its dead letter. */
        NOT_YET_DEAD_LETTERED("The dead letter can't be written yet; writing is retried", Level.WARN),
        /** The event was delivered by a command, whose answer is not written yet. */
        NOT_YET_ANSWERED("The listener has completed the event, but that can't be written yet; writing is retried", Level.WARN),
        /** The failure policy has skipped the event. */
        SKIPPED("The event was skipped", Level.WARN),
        /** There is no dead-letter topic for the record. */
        UNDECODABLE_SKIPPED("The record is undecodable, and was skipped", Level.WARN),
        /** The event waits, and so do the events after it. */
        STOPPED("The listener is stopped, and the event waits until it is resumed", Level.ERROR),
        /** The event has failed, and its listener does not exist any more. */
        CANCELLED("The listener was cancelled while it failed, and the event will not be redelivered to it", Level.WARN),
        /** The bus itself has failed, because memory ran out for instance. */
        DELIVERY_FAILED("The delivery failed outside of the listener, and is retried", Level.ERROR);

        private final String text;
        private final Level level;

        Outcome(String text, Level level) {
            this.text = text;
            this.level = level;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** The log category, which users may route separately. */
    public static final String CATEGORY = "io.quarkiverse.eventstream.events";

    private static final Logger LOG = Logger.getLogger(CATEGORY);
    private static final int MAX_TRACES = 256;
    private static final FailureFingerprint OTHERS = FailureFingerprint.ofText("various reasons");

    private final String listener;
    private final RepeatedLines<Kind> lines = new RepeatedLines<>(kind -> new Kind(kind.outcome(), OTHERS), this::logCount);

    // Guarded by this.
    private final Map<FailureFingerprint, Boolean> traces = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<FailureFingerprint, Boolean> eldest) {
            return size() > MAX_TRACES;
        }
    };

    /** Outcomes that are logged together. */
    private record Kind(Outcome outcome, FailureFingerprint fingerprint) {}

    public EventLog(String listener) {
        this.listener = listener;
    }

    /** Whether each completed event is logged. */
    public static boolean logsCompleted() {
        return LOG.isDebugEnabled();
    }

    public static void completed(String details) {
        LOG.debug(Outcome.COMPLETED + ": " + details);
    }

    /** Each time: an operator has asked for it. */
    public static void skippedOnRequest(String details) {
        LOG.warn("The event was skipped on request: " + details);
    }

    /**
     * Logs an outcome, or counts it.
     *
     * @param timer logs the count later
     */
    public void log(Outcome outcome, String details, InvocationFailure failure, ScheduledExecutorService timer) {
        FailureFingerprint fingerprint = FailureFingerprint.of(failure.cause());
        String line = outcome + ": " + details + ", reason=" + failure;
        if (!lines.isFirst(new Kind(outcome, fingerprint), timer)) {
            LOG.debug(line);
            return;
        }
        Throwable printable = isNewTrace(fingerprint) ? failure.printable() : null;
        LOG.log(outcome.level, line, printable);
    }

    private synchronized boolean isNewTrace(FailureFingerprint fingerprint) {
        return traces.put(fingerprint, Boolean.TRUE) == null;
    }

    private void logCount(Kind kind, long count) {
        LOG.log(kind.outcome().level, kind.outcome() + ": " + count + " more in " + DurationText.of(RepeatedLines.WINDOW)
                + ", listener=" + listener + ", reason=" + kind.fingerprint() + ". The level debug of " + CATEGORY
                + " names each");
    }
}
