package io.quarkiverse.eventstream.runtime.consume;

import java.time.Duration;

/** A moment, as {@link System#nanoTime()} counts, by which something has to end. */
record Deadline(long nanos) {

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** The earlier of this deadline and one that is as far from now as given. */
    Deadline earlier(Duration time) {
        Deadline other = in(time);
        return other.nanos - nanos < 0 ? other : this;
    }

    boolean isOver() {
        return System.nanoTime() - nanos >= 0;
    }

    /** The time that is left; not negative. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
    }
}
