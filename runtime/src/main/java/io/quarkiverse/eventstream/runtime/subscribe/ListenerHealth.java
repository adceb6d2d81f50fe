package io.quarkiverse.eventstream.runtime.subscribe;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.quarkiverse.eventstream.runtime.config.HealthImpact;
import io.quarkiverse.eventstream.runtime.log.DurationText;
import io.quarkiverse.eventstream.runtime.model.ConsumptionState;
import io.quarkiverse.eventstream.runtime.model.UnfinishedEvent;

/**
 * The health of a listener, and its part in the health checks. A single event counts only if the configuration says so: a service
 * should lose neither its HTTP traffic nor its other listeners to it, and a new process would meet the same event. A listener may
 * take as long as it needs.
 *
 * @param name the listener's id, and whether it is for a replay or a redrive
 * @param trouble the kind of trouble
 * @param impact the checks that the trouble counts for
 * @param state a sentence about progress and trouble, followed by topic, group and partitions
 */
public record ListenerHealth(String name, Trouble trouble, HealthImpact impact, String state) {

    /** More than a poll may take with the drain of a rebalance, requests to the broker and the delay after a failure. */
    private static final Duration MIN_TURN = Duration.ofMinutes(5);

    /** The kind of trouble of a listener. */
    public enum Trouble {
        /** None: it makes progress, waits for events, or was paused. */
        NONE,
        /** The broker has been unreachable for long. Consumption resumes by itself, here as in any other instance. */
        BROKER_AWAY,
        /**
         * One event has been unsettled for long, or the failure policy has stopped the listener. A new process would meet the same
         * event.
         */
        EVENT,
        /** Its consumer lacks a permission, or fails again and again. */
        CONSUMER,
        /** A new process helps: the polling thread hangs, or memory has run out again and again. */
        PROCESS
    }

    /** The health of the listeners of a group, which share the state of its consumer. */
    public static Stream<ListenerHealth> of(ListenerGroup group, Consumption consumption, Duration stuckAfter) {
        ConsumptionState consumed = consumption.state();
        List<UnfinishedEvent> events = consumption.unfinishedEvents();
        return group.listeners().stream().map(listener -> of(group, listener, consumed, events, stuckAfter));
    }

    private static ListenerHealth of(ListenerGroup group, Listener listener, ConsumptionState consumed,
            List<UnfinishedEvent> events, Duration stuckAfter) {
        Finding finding = new Examination(listener, consumed, events, stuckAfter).finding();
        return new ListenerHealth(listener.spec().id() + purpose(group), finding.trouble(),
                listener.settings().health(), sentence(finding.state()) + " " + facts(group, consumed));
    }

    private static String purpose(ListenerGroup group) {
        if (group.isReplay()) {
            return " (replay)";
        }
        return group.commands() == null ? "" : " (redrive)";
    }

    /** Whether the readiness check passes for this listener. */
    public boolean isReady() {
        return switch (impact) {
            case AUTO -> trouble != Trouble.CONSUMER && trouble != Trouble.PROCESS;
            case READINESS, BOTH -> trouble == Trouble.NONE;
            case LIVENESS, NONE -> true;
        };
    }

    /** Whether the liveness check passes for this listener. */
    public boolean isAlive() {
        return switch (impact) {
            case AUTO -> trouble != Trouble.PROCESS;
            case LIVENESS, BOTH -> trouble == Trouble.NONE || trouble == Trouble.BROKER_AWAY;
            case READINESS, NONE -> true;
        };
    }

    private static String sentence(String text) {
        return text.endsWith(".") || text.endsWith("?") ? text : text + ".";
    }

    private static String facts(ListenerGroup group, ConsumptionState consumed) {
        String lag = consumed.lag().isPresent() ? ", lag " + consumed.lag().getAsLong() : "";
        return "Topic " + group.fullTopic() + ", " + (group.fullGroup() == null ? "no group" : "group " + group.fullGroup())
                + ", partitions " + consumed.partitions() + lag;
    }

    private record Finding(Trouble trouble, String state) {}

    private record Examination(Listener listener, ConsumptionState consumed, List<UnfinishedEvent> events,
            Duration stuckAfter) {

        Finding finding() {
            if (isLonger(consumed.lastTurn(), stuckAfter.compareTo(MIN_TURN) > 0 ? stuckAfter : MIN_TURN)) {
                return new Finding(Trouble.PROCESS,
                        "the polling thread has not polled for " + DurationText.since(consumed.lastTurn()));
            }
            return switch (consumed.condition()) {
                case OUT_OF_MEMORY -> new Finding(Trouble.PROCESS, consumed.reason());
                case DENIED, FAILING, COMMITS_FAILING -> new Finding(Trouble.CONSUMER, consumed.reason());
                case UNREACHABLE -> unreachable();
                case CONSUMING ->
                    listener.stopReason() == null ? consuming() : new Finding(Trouble.EVENT, listener.stopReason());
            };
        }

        /** Events that were fetched before may still be in progress, or be stuck. */
        private Finding unreachable() {
            Finding work = listener.stopReason() == null ? consuming() : new Finding(Trouble.EVENT, listener.stopReason());
            boolean isLong = isLonger(consumed.since(), stuckAfter);
            Trouble trouble = work.trouble() == Trouble.NONE && isLong ? Trouble.BROKER_AWAY : work.trouble();
            return new Finding(trouble, consumed.reason());
        }

        private Finding consuming() {
            Optional<UnfinishedEvent> invocation = UnfinishedEvent.longestInvocation(events, listener.spec().id());
            if (invocation.isPresent() && isLonger(invocation.get().invocationBegan().getAsLong(), stuckAfter)) {
                return new Finding(Trouble.EVENT, "stuck in attempt " + invocation.get().attempts() + " for "
                        + DurationText.since(invocation.get().invocationBegan().getAsLong()) + ", at "
                        + invocation.get().coordinates());
            }
            if (listener.isPaused()) {
                return new Finding(Trouble.NONE, "paused" + note());
            }
            return UnfinishedEvent.oldest(events, listener.spec().id()).map(this::atWork)
                    .orElseGet(() -> new Finding(Trouble.NONE, "waiting for events" + note()));
        }

        private Finding atWork(UnfinishedEvent event) {
            String work = "at " + event.coordinates() + " for " + DurationText.since(event.began()) + ", " + event.attempts()
                    + (event.attempts() == 1 ? " attempt" : " attempts")
                    + (event.lastFailure() == null ? "" : ", failing: " + event.lastFailure()) + note();
            return isLonger(event.began(), stuckAfter)
                    ? new Finding(Trouble.EVENT, "stuck " + work)
                    : new Finding(Trouble.NONE, work);
        }

        /** A remark that does not count as trouble yet. */
        private String note() {
            return consumed.condition() == ConsumptionState.Condition.CONSUMING && consumed.reason() != null
                    ? ". " + consumed.reason()
                    : "";
        }

        private static boolean isLonger(long since, Duration limit) {
            return System.nanoTime() - since > limit.toNanos();
        }
    }
}
