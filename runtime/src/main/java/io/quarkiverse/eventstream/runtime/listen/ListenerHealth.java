package io.quarkiverse.eventstream.runtime.listen;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

import io.quarkiverse.eventstream.runtime.stream.Consumption;

/**
 * How a listener is. It is up while it makes progress, waits for events, or was paused on purpose.
 *
 * @param id the listener's id
 * @param topic the topic, without the prefix
 * @param group the group, without the prefix
 * @param up whether nobody has to worry
 * @param state what it is at, in a few words; why it is down, if it is
 */
public record ListenerHealth(String id, String topic, String group, boolean up, String state) {

    static ListenerHealth of(Listener listener, Consumption consumption, Duration stuckAfter) {
        String stopped = listener.stopReason();
        if (stopped != null) {
            return of(listener, false, stopped);
        }
        Optional<String> failure = consumption.failure();
        if (failure.isPresent()) {
            return of(listener, false, failure.get());
        }
        if (listener.isPaused()) {
            return of(listener, true, "paused");
        }
        return consumption.oldestUnfinished(listener.spec().id()).map(event -> of(listener, event, stuckAfter))
                .orElseGet(() -> of(listener, true, "waiting for events"));
    }

    private static ListenerHealth of(Listener listener, UnfinishedEvent event, Duration stuckAfter) {
        Duration age = Duration.ofNanos(System.nanoTime() - event.began());
        boolean stuck = age.compareTo(stuckAfter) > 0;
        String work = "at topic " + event.topic() + ", partition " + event.partition() + ", offset " + event.offset() + " for "
                + Duration.ofSeconds(age.toSeconds()).toString().substring(2).toLowerCase(Locale.ROOT) + ", "
                + event.attempts() + " calls" + (event.lastFailure() == null ? "" : ", failing: " + event.lastFailure());
        return of(listener, !stuck, (stuck ? "stuck " : "") + work);
    }

    private static ListenerHealth of(Listener listener, boolean up, String state) {
        return new ListenerHealth(listener.spec().id(), listener.spec().topic(), listener.spec().group(), up, state);
    }
}
