package io.quarkiverse.eventstream.runtime.listen;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import io.quarkiverse.eventstream.runtime.stream.Consumption;
import io.quarkiverse.eventstream.runtime.stream.ConsumptionState;

/**
 * How a listener is. It is up while it makes progress, waits for events, or was paused on purpose. It is dead if it would take a new
 * process to help it: a call that does not return, or a polling thread that does not turn. A failure that comes again and again is
 * down and not dead, since a new process would meet it too.
 *
 * @param name the listener's id, with a word for a replay
 * @param up whether nobody has to worry
 * @param alive whether a new process would change nothing
 * @param state what it is at, and why it is down, if it is; then where
 */
public record ListenerHealth(String name, boolean up, boolean alive, String state) {

    /** Beyond what a turn may take: the drain of a rebalance, questions to the broker, the delay after a failure. */
    private static final Duration MIN_TURN = Duration.ofMinutes(5);

    /** How the listeners of a group are; what they share is asked for once. */
    static Stream<ListenerHealth> of(ListenerGroup group, Consumption consumption, Duration stuckAfter) {
        ConsumptionState consumed = consumption.state();
        List<UnfinishedEvent> events = consumption.unfinishedEvents();
        return group.listeners().stream().map(listener -> of(group, listener, consumed, events, stuckAfter));
    }

    private static ListenerHealth of(ListenerGroup group, Listener listener, ConsumptionState consumed,
            List<UnfinishedEvent> events, Duration stuckAfter) {
        Verdict verdict = verdict(listener, consumed, events, stuckAfter);
        return new ListenerHealth(listener.spec().id() + (group.isReplay() ? " (replay)" : ""), verdict.up, verdict.alive,
                verdict.state + ". " + facts(group, consumed));
    }

    private record Verdict(boolean up, boolean alive, String state) {

        static Verdict up(String state) {
            return new Verdict(true, true, state);
        }

        static Verdict down(String state) {
            return new Verdict(false, true, state);
        }

        static Verdict dead(String state) {
            return new Verdict(false, false, state);
        }
    }

    private static Verdict verdict(Listener listener, ConsumptionState consumed, List<UnfinishedEvent> events,
            Duration stuckAfter) {
        Duration sinceTurn = since(consumed.lastTurn());
        if (sinceTurn.compareTo(stuckAfter.compareTo(MIN_TURN) > 0 ? stuckAfter : MIN_TURN) > 0) {
            return Verdict.dead("the thread that polls has not done so for " + text(sinceTurn));
        }
        Optional<UnfinishedEvent> call = UnfinishedEvent.longestCall(events, listener.spec().id());
        if (call.isPresent()) {
            Duration calling = since(call.get().callBegan().getAsLong());
            if (calling.compareTo(stuckAfter) > 0) {
                return Verdict.dead("stuck in call " + call.get().attempts() + ", which has not returned for " + text(calling)
                        + ", at " + call.get().place());
            }
        }
        if (listener.stopReason() != null) {
            return Verdict.down(listener.stopReason());
        }
        if (consumed.failure() != null) {
            return Verdict.down(consumed.failure());
        }
        if (listener.isPaused()) {
            return Verdict.up("paused");
        }
        return UnfinishedEvent.oldest(events, listener.spec().id()).map(event -> atWork(event, stuckAfter))
                .orElseGet(() -> Verdict.up("waiting for events"));
    }

    private static Verdict atWork(UnfinishedEvent event, Duration stuckAfter) {
        Duration age = since(event.began());
        String work = "at " + event.place() + " for " + text(age) + ", " + event.attempts() + " calls"
                + (event.lastFailure() == null ? "" : ", failing: " + event.lastFailure());
        return age.compareTo(stuckAfter) > 0 ? Verdict.down("stuck " + work) : Verdict.up(work);
    }

    private static String facts(ListenerGroup group, ConsumptionState consumed) {
        String lag = consumed.lag().isPresent() ? ", lag " + consumed.lag().getAsLong() : "";
        return "Topic " + group.fullTopic() + ", " + (group.fullGroup() == null ? "no group" : "group " + group.fullGroup())
                + ", partitions " + consumed.partitions() + lag;
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }

    private static String text(Duration duration) {
        return Duration.ofSeconds(duration.toSeconds()).toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
