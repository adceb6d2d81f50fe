package io.quarkiverse.eventstream.runtime.consume;

import java.time.Duration;
import java.util.function.LongSupplier;

import io.quarkiverse.eventstream.runtime.log.DurationText;
import io.quarkiverse.eventstream.runtime.model.ConsumptionState.Condition;
import io.quarkiverse.eventstream.spi.ConsumerFailure;

/**
 * The condition of a consumer, over all its sessions. The first of these that applies:
 * <ul>
 * <li>A failure that an administrator has to resolve, or memory that runs out again and again: DENIED, OUT_OF_MEMORY.
 * <li>A broker that has never answered, or not for a while: UNREACHABLE.
 * <li>Another failure: FAILING.
 * <li>Commits that have failed for a while: COMMITS_FAILING.
 * <li>Else CONSUMING.
 * </ul>
 * A failure is over when the next session has been served for as long as the delay before it: a consumer that fails again and again
 * has not recovered after each first poll. Written by the polling thread, except for {@link #explainSilence}; read by any.
 */
final class ConsumerCondition {

    /** More than the time between two responses, also for a consumer that fetches nothing: it requests metadata. */
    private static final long SILENCE_NANOS = Duration.ofSeconds(15).toNanos();
    private static final long COMMITS_FAIL_NANOS = Duration.ofMinutes(1).toNanos();

    private final RestartBackoff backoff = new RestartBackoff();
    private final LongSupplier clock;
    private long lastDelayNanos;
    private long sessionBegan;
    /** Whether the broker has answered in this session. */
    private boolean served;
    private long servedSince;

    private volatile long lastTurn;
    private volatile long lastAnswer;
    /** Until it is true, the broker counts as unreachable. */
    private volatile boolean everAnswered;
    private volatile String silenceReason = "";
    private volatile Problem failure;
    private volatile Problem commits;
    private volatile String note;

    private record Problem(Condition condition, String reason, long since) {

        Now now() {
            return new Now(condition, reason, since);
        }
    }

    /** The condition at a moment; the reason is null if there is nothing to report. */
    record Now(Condition condition, String reason, long since) {}

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

    /** Notes that a session waits for the broker, which does not answer. */
    void unanswered(String reason) {
        lastTurn = clock.getAsLong();
        silenceReason = reason;
    }

    /** Notes why the broker does not answer. On any thread. */
    void explainSilence(String reason) {
        silenceReason = reason;
    }

    /** Notes a poll, and whether the broker has answered since the one before. */
    void polled(boolean answered) {
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

    /** Notes a hint for operators although nothing has failed; null for none. */
    void setNote(String text) {
        note = text;
    }

    /** Notes the failure of a session. Returns the delay before the next one. */
    Duration failed(ConsumerFailure failed) {
        long now = clock.getAsLong();
        Duration delay = backoff.next(failed, Duration.ofNanos(now - sessionBegan));
        lastDelayNanos = delay.toNanos();
        Problem before = failure;
        Condition condition = conditionAfter(failed);
        failure = new Problem(condition, FailureText.of(failed),
                before != null && before.condition() == condition ? before.since() : now);
        return delay;
    }

    private Condition conditionAfter(ConsumerFailure failed) {
        if (!failed.isTransient()) {
            return Condition.DENIED;
        }
        return backoff.isMemoryLoop() ? Condition.OUT_OF_MEMORY : Condition.FAILING;
    }

    /** Notes the outcome of the last commit; the error is null if it succeeded. */
    void committed(Exception error) {
        Problem before = commits;
        if (error == null && before == null) {
            return;
        }
        commits = error == null
                ? null
                : new Problem(Condition.COMMITS_FAILING, "Commits fail: " + FailureText.of(error),
                        before == null ? clock.getAsLong() : before.since());
    }

    /** Whether the group answers commits: while its coordinator is away, another member may hold the partitions. */
    boolean isCommitting() {
        Problem uncommitted = commits;
        return uncommitted == null || clock.getAsLong() - uncommitted.since() <= SILENCE_NANOS;
    }

    /** When a session last looked for records, as {@link System#nanoTime} counts. */
    long lastTurn() {
        return lastTurn;
    }

    boolean isUnreachable() {
        return !everAnswered || clock.getAsLong() - lastAnswer > SILENCE_NANOS;
    }

    Now now() {
        Problem failed = failure;
        if (failed != null && failed.condition() != Condition.FAILING) {
            return failed.now();
        }
        if (isUnreachable()) {
            return new Now(Condition.UNREACHABLE, unreachableText(failed), lastAnswer);
        }
        if (failed != null) {
            return failed.now();
        }
        Problem uncommitted = commits;
        if (uncommitted != null) {
            boolean isLasting = clock.getAsLong() - uncommitted.since() > COMMITS_FAIL_NANOS;
            return new Now(isLasting ? Condition.COMMITS_FAILING : Condition.CONSUMING, uncommitted.reason(),
                    uncommitted.since());
        }
        return new Now(Condition.CONSUMING, note, lastAnswer);
    }

    private String unreachableText(Problem failed) {
        String reason = silenceReason.isEmpty() && failed != null ? failed.reason() : silenceReason;
        if (everAnswered) {
            return "The broker has not answered for " + DurationText.of(Duration.ofNanos(clock.getAsLong() - lastAnswer))
                    + (reason.isEmpty() ? "" : ": " + reason);
        }
        return "Nothing has been consumed yet: " + (reason.isEmpty() ? "the broker does not answer" : reason);
    }
}
