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
 * How a listener is, and what of it counts for the health checks. A single event never counts unless the configuration says so: a
 * service should not lose its HTTP traffic to it, nor its other listeners to a restart that would meet the same event. And a listener
 * may take as long as it likes.
 *
 * @param name the listener's id, with a word for a replay
 * @param trouble what is the matter
 * @param impact what it counts for
 * @param state what it is at, and what is the matter, if anything is; then where
 */
public record ListenerHealth(String name, Trouble trouble, HealthImpact impact, String state) {

    /** Beyond what a turn may take: the drain of a rebalance, questions to the broker, the delay after a failure. */
    private static final Duration MIN_TURN = Duration.ofMinutes(5);

    /** What is the matter with a listener. */
    public enum Trouble {
        /** Nothing that anybody has to worry about: it makes progress, waits for events, or was paused. */
        NONE,
        /** The broker has been away for long. It goes on by itself when the broker is back, and so does any other instance. */
        BROKER_AWAY,
        /** It has been at one event for long, or its failure policy has stopped it. A new process would meet the same event. */
        EVENT,
        /** Its consumer is denied something, or fails again and again. */
        CONSUMER,
        /** A new process helps: the polling thread stands still, or memory has run out again and again. */
        PROCESS
    }

    /** How the listeners of a group are; what they share is asked for once. */
    static Stream<ListenerHealth> of(ListenerGroup group, Consumption consumption, Duration stuckAfter) {
        ConsumptionState consumed = consumption.state();
        List<UnfinishedEvent> events = consumption.unfinishedEvents();
        return group.listeners().stream().map(listener -> of(group, listener, consumed, events, stuckAfter));
    }

    private static ListenerHealth of(ListenerGroup group, Listener listener, ConsumptionState consumed,
            List<UnfinishedEvent> events, Duration stuckAfter) {
        Finding finding = new Examination(listener, consumed, events, stuckAfter).finding();
        return new ListenerHealth(listener.spec().id() + (group.isReplay() ? " (replay)" : ""), finding.trouble(),
                listener.settings().health(), sentence(finding.state()) + " " + facts(group, consumed));
    }

    /**
     * What the readiness check makes of it.
     *
     * @return false if the check is down because of this listener
     */
    public boolean isReady() {
        return switch (impact) {
            case AUTO -> trouble != Trouble.CONSUMER && trouble != Trouble.PROCESS;
            case READINESS, BOTH -> trouble == Trouble.NONE;
            case LIVENESS, NONE -> true;
        };
    }

    /**
     * What the liveness check makes of it.
     *
     * @return false if the check is down because of this listener
     */
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
                        "the thread that polls has not done so for " + DurationText.since(consumed.lastTurn()));
            }
            return switch (consumed.condition()) {
                case OUT_OF_MEMORY -> new Finding(Trouble.PROCESS, consumed.reason());
                case DENIED, FAILING, COMMITS_FAILING -> new Finding(Trouble.CONSUMER, consumed.reason());
                case UNREACHABLE -> unreachable();
                case CONSUMING ->
                    listener.stopReason() == null ? consuming() : new Finding(Trouble.EVENT, listener.stopReason());
            };
        }

        /** Events that were fetched before may still be worked at, and be what a listener is stuck at. */
        private Finding unreachable() {
            Finding work = listener.stopReason() == null ? consuming() : new Finding(Trouble.EVENT, listener.stopReason());
            boolean isLong = isLonger(consumed.since(), stuckAfter);
            Trouble trouble = work.trouble() == Trouble.NONE && isLong ? Trouble.BROKER_AWAY : work.trouble();
            return new Finding(trouble, consumed.reason());
        }

        private Finding consuming() {
            Optional<UnfinishedEvent> call = UnfinishedEvent.longestInvocation(events, listener.spec().id());
            if (call.isPresent() && isLonger(call.get().invocationBegan().getAsLong(), stuckAfter)) {
                return new Finding(Trouble.EVENT, "in call " + call.get().attempts() + ", which has not returned for "
                        + DurationText.since(call.get().invocationBegan().getAsLong()) + ", at " + call.get().coordinates());
            }
            if (listener.isPaused()) {
                return new Finding(Trouble.NONE, "paused" + note());
            }
            return UnfinishedEvent.oldest(events, listener.spec().id()).map(this::atWork)
                    .orElseGet(() -> new Finding(Trouble.NONE, "waiting for events" + note()));
        }

        private Finding atWork(UnfinishedEvent event) {
            String work = "at " + event.coordinates() + " for " + DurationText.since(event.began()) + ", " + event.attempts()
                    + " calls"
                    + (event.lastFailure() == null ? "" : ", failing: " + event.lastFailure()) + note();
            return isLonger(event.began(), stuckAfter)
                    ? new Finding(Trouble.EVENT, "stuck " + work)
                    : new Finding(Trouble.NONE, work);
        }

        /** What is not well, and does not matter yet. */
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
