package io.quarkiverse.eventstream.runtime.consume;

import java.time.Duration;
import java.util.function.LongSupplier;

import org.apache.kafka.common.utils.ExponentialBackoff;

import io.quarkiverse.eventstream.runtime.log.DurationText;
import io.quarkiverse.eventstream.runtime.model.ConsumptionState.Condition;
import io.quarkiverse.eventstream.spi.ConsumerFailure;

/**
 * How a consumer stands, from one of its sessions to the next.
 * <p>
 * A failure is over when a session has been served for as long as the delay before it, so that a consumer that fails again and again
 * is not well after each first turn. A broker that has never answered and one that has stopped to are the same. Told by the polling
 * thread, asked by any.
 */
final class ConsumerCondition {

    /** More than the time from one answer to the next, also of a consumer that fetches nothing: it asks for metadata. */
    private static final long SILENCE_NANOS = Duration.ofSeconds(15).toNanos();
    /** One that failed may be put right at any moment; nobody should wait for long after that. */
    private static final long MAX_DENIED_DELAY_MILLIS = 5_000;
    private static final long WELL_NANOS = Duration.ofMinutes(1).toNanos();
    private static final long COMMITS_FAIL_NANOS = Duration.ofMinutes(1).toNanos();
    /** So often in a row, that no single huge record explains it. */
    private static final int MEMORY_LOOP = 5;
    private static final int MAX_CAUSES = 10;

    private final ExponentialBackoff restartDelay = new ExponentialBackoff(500, 2, 30_000, 0.2);
    private final LongSupplier clock;
    private int failures;
    private int memoryErrors;
    private long lastDelayNanos;
    private long sessionBegan;
    private boolean served;
    private long servedSince;

    private volatile long lastTurn;
    private volatile long lastAnswer;
    /** Until it does, it counts as unreachable. */
    private volatile boolean everAnswered;
    private volatile String silenceReason = "";
    private volatile Problem failure;
    private volatile Problem commits;

    private volatile String note;

    /** What is the matter, since when. */
    private record Problem(Condition condition, String reason, long since) {}

    /** How it stands at a moment; the reason is null if there is nothing to tell. */
    record Now(Condition condition, String reason, long since) {}

    /** Of a consumer that has not begun. */
    ConsumerCondition() {
        this(System::nanoTime);
    }

    /** With a clock that counts nanoseconds. */
    ConsumerCondition(LongSupplier clock) {
        this.clock = clock;
        this.lastTurn = clock.getAsLong();
        this.lastAnswer = lastTurn;
    }

    void sessionBegins() {
        sessionBegan = clock.getAsLong();
        lastTurn = sessionBegan;
        served = false;
    }

    /** A session waits for the broker, which does not answer. */
    void waits(String reason) {
        lastTurn = clock.getAsLong();
        silenceReason = reason;
    }

    /** Why the broker does not answer was found out, by whatever thread. */
    void explainSilence(String reason) {
        silenceReason = reason;
    }

    /** A session has looked for records. */
    void turned(boolean answered) {
        long now = clock.getAsLong();
        lastTurn = now;
        if (!answered) {
            return;
        }
        lastAnswer = now;
        everAnswered = true;
        silenceReason = "";
        if (!served) {
            served = true;
            servedSince = now;
        }
        if (failure != null && now - servedSince >= lastDelayNanos) {
            failure = null;
        }
    }

    /** Something that an operator may want to know although all is well; null for nothing. */
    void notes(String text) {
        note = text;
    }

    /**
     * A session has failed.
     *
     * @return after how many milliseconds the next one should begin
     */
    long failed(ConsumerFailure failed) {
        long now = clock.getAsLong();
        if (now - sessionBegan > WELL_NANOS) {
            failures = 0;
            memoryErrors = 0;
        }
        long delay = restartDelay.backoff(failures++);
        if (failed.isTransient()) {
            memoryErrors = isForWantOfMemory(failed.cause()) ? memoryErrors + 1 : memoryErrors;
        } else {
            delay = Math.min(delay, MAX_DENIED_DELAY_MILLIS);
        }
        lastDelayNanos = Duration.ofMillis(delay).toNanos();
        Problem before = failure;
        Condition condition = conditionAfter(failed);
        failure = new Problem(condition, FailureText.of(failed),
                before != null && before.condition() == condition ? before.since() : now);
        return delay;
    }

    /** On another thread of the client's, perhaps: then it is among the causes. */
    private static boolean isForWantOfMemory(Throwable error) {
        Throwable at = error;
        for (int depth = 0; at != null && depth < MAX_CAUSES; depth++) {
            if (at instanceof OutOfMemoryError) {
                return true;
            }
            at = at.getCause();
        }
        return false;
    }

    private Condition conditionAfter(ConsumerFailure failed) {
        if (!failed.isTransient()) {
            return Condition.DENIED;
        }
        return memoryErrors >= MEMORY_LOOP ? Condition.OUT_OF_MEMORY : Condition.FAILING;
    }

    /** How the last commit in the background went; the error is null if it went well. */
    void commitsFailWith(Exception error) {
        Problem before = commits;
        if (error == null && before == null) {
            return;
        }
        commits = error == null
                ? null
                : new Problem(Condition.COMMITS_FAILING, "Commits fail: " + FailureText.of(error),
                        before == null ? clock.getAsLong() : before.since());
    }

    /** Whether the group is heard of: while its coordinator is away, another member may hold the partitions. */
    boolean isCommitting() {
        Problem uncommitted = commits;
        return uncommitted == null || clock.getAsLong() - uncommitted.since() <= SILENCE_NANOS;
    }

    /** When a session last looked for records, as {@link System#nanoTime} counts. */
    long lastTurn() {
        return lastTurn;
    }

    /** Whether it is time to find out why nobody answers. */
    boolean isUnreachable() {
        return !everAnswered || clock.getAsLong() - lastAnswer > SILENCE_NANOS;
    }

    Now now() {
        Problem failed = failure;
        if (failed != null && failed.condition() != Condition.FAILING) {
            return new Now(failed.condition(), failed.reason(), failed.since());
        }
        if (isUnreachable()) {
            String because = silenceReason.isEmpty() && failed != null ? failed.reason() : silenceReason;
            return new Now(Condition.UNREACHABLE, everAnswered
                    ? "The broker has not answered for " + DurationText.of(Duration.ofNanos(clock.getAsLong() - lastAnswer))
                            + (because.isEmpty() ? "" : ": " + because)
                    : "Nothing has been consumed yet: " + (because.isEmpty() ? "the broker does not answer" : because),
                    lastAnswer);
        }
        if (failed != null) {
            return new Now(failed.condition(), failed.reason(), failed.since());
        }
        Problem uncommitted = commits;
        if (uncommitted != null) {
            boolean isLasting = clock.getAsLong() - uncommitted.since() > COMMITS_FAIL_NANOS;
            return new Now(isLasting ? Condition.COMMITS_FAILING : Condition.CONSUMING, uncommitted.reason(),
                    uncommitted.since());
        }
        return new Now(Condition.CONSUMING, note, lastAnswer);
    }
}
