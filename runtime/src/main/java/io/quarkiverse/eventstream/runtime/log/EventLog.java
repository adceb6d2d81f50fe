package io.quarkiverse.eventstream.runtime.log;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/**
 * What became of the events of one listener, one line for each outcome: what happened, then id, name, coordinates, group, listener,
 * attempt and reason. Of outcomes that are alike, one line in a while is a warning, with a count of those that followed; the level
 * debug has them all. The stack trace of a failure is logged once for each {@link FailureFingerprint}. Thread-safe.
 */
public final class EventLog {

    /** What became of an event. */
    public enum Outcome {
        /** All is well; told to the level debug only. */
        COMPLETED("The event was completed", Level.DEBUG),
        /** An attempt has failed, and another will follow. */
        REDELIVERED("The listener failed, and will be called again", Level.WARN),
        /** It is on the dead-letter topic. */
        DEAD_LETTERED("The event was dead-lettered", Level.WARN),
        /** It is on the dead-letter topic, and was no event. */
        UNDECODABLE_DEAD_LETTERED("The record is undecodable, and was dead-lettered", Level.WARN),
        /** It is given up, and not on the dead-letter topic yet. */
        NOT_YET_DEAD_LETTERED("The dead letter can't be written, which is retried", Level.WARN),
        /** It is passed over. */
        SKIPPED("The event was skipped", Level.WARN),
        /** It is passed over, and was no event. */
        UNDECODABLE_SKIPPED("The record is undecodable, and was skipped", Level.WARN),
        /** It waits, and so does what follows. */
        STOPPED("The listener is stopped, and the event waits until it is resumed", Level.ERROR),
        /** Nobody is there any more to deliver it to. */
        CANCELLED("The listener was cancelled while it failed, and will not be called again", Level.WARN),
        /** The bus itself has failed, for want of memory perhaps. */
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

    /** The category of these lines, for users who send them elsewhere. */
    public static final String CATEGORY = "io.quarkiverse.eventstream.events";

    private static final Logger LOG = Logger.getLogger(CATEGORY);
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final int MAX_WINDOWS = 100;
    private static final int MAX_TRACES = 256;
    private static final FailureFingerprint OTHERS = new FailureFingerprint("various reasons");

    private final String listener;

    // Guarded by this.
    private final Map<Kind, Window> windows = new HashMap<>();
    private final Map<FailureFingerprint, Boolean> traces = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<FailureFingerprint, Boolean> eldest) {
            return size() > MAX_TRACES;
        }
    };

    /** Outcomes that are alike. */
    private record Kind(Outcome outcome, FailureFingerprint fingerprint) {}

    /** After a line of a kind: how many more there were. */
    private static final class Window {
        private long leftOut;
    }

    public EventLog(String listener) {
        this.listener = listener;
    }

    /** Whether somebody reads of each event. */
    public static boolean tellsAll() {
        return LOG.isDebugEnabled();
    }

    public static void completed(String details) {
        LOG.debug(Outcome.COMPLETED + ": " + details);
    }

    /**
     * Logs an outcome.
     *
     * @param timer tells how many lines were left out, later on
     */
    public void log(Outcome outcome, String details, InvocationFailure failure, ScheduledExecutorService timer) {
        FailureFingerprint fingerprint = FailureFingerprint.of(failure.cause());
        String line = outcome + ": " + details + ", reason=" + failure;
        if (!isFirst(new Kind(outcome, fingerprint), timer)) {
            LOG.debug(line);
            return;
        }
        Throwable printable = isNewTrace(fingerprint) ? failure.printable() : null;
        LOG.log(outcome.level, line, printable);
    }

    private synchronized boolean isNewTrace(FailureFingerprint fingerprint) {
        return traces.put(fingerprint, Boolean.TRUE) == null;
    }

    private synchronized boolean isFirst(Kind kind, ScheduledExecutorService timer) {
        Window open = windows.get(kind);
        if (open == null && windows.size() >= MAX_WINDOWS) {
            open = windows.get(new Kind(kind.outcome(), OTHERS));
            return open == null ? opens(new Kind(kind.outcome(), OTHERS), timer) : isCounted(open);
        }
        return open == null ? opens(kind, timer) : isCounted(open);
    }

    private static boolean isCounted(Window open) {
        open.leftOut++;
        return false;
    }

    private boolean opens(Kind kind, ScheduledExecutorService timer) {
        if (closesLater(kind, timer)) {
            windows.put(kind, new Window());
        }
        return true;
    }

    private boolean closesLater(Kind kind, ScheduledExecutorService timer) {
        try {
            timer.schedule(() -> close(kind, timer), WINDOW.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (RejectedExecutionException e) {
            // The application is gone, and so is whoever would tell the count.
            return false;
        }
    }

    private void close(Kind kind, ScheduledExecutorService timer) {
        long leftOut;
        synchronized (this) {
            leftOut = windows.remove(kind).leftOut;
            if (leftOut > 0) {
                opens(kind, timer);
            }
        }
        if (leftOut > 0) {
            LOG.log(kind.outcome().level,
                    kind.outcome() + ": " + leftOut + " more in " + DurationText.of(WINDOW) + ", listener="
                            + listener + ", reason=" + kind.fingerprint() + ". The level debug of " + CATEGORY + " names each");
        }
    }
}
