package io.quarkiverse.eventstream.runtime.consume;

import java.time.Duration;

/**
 * When something must have come to its end, whatever it takes.
 *
 * @param nanos of {@link System#nanoTime()}
 */
record Deadline(long nanos) {

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** This deadline, or one that is sooner. */
    Deadline earlier(Duration time) {
        Deadline other = in(time);
        return other.nanos - nanos < 0 ? other : this;
    }

    boolean isOver() {
        return System.nanoTime() - nanos >= 0;
    }

    /** How much time is left; not negative. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
    }
}
