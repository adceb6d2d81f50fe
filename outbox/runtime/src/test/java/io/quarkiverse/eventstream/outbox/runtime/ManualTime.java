package io.quarkiverse.eventstream.outbox.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

import io.quarkiverse.eventstream.runtime.thread.BusTime;

/** A time that passes when a test says so. */
final class ManualTime implements BusTime {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final List<Alarm> alarms = new CopyOnWriteArrayList<>();
    private volatile Instant now = START;

    private static final class Alarm extends FutureTask<Void> {

        private final Instant time;

        Alarm(Runnable task, Instant time) {
            super(task, null);
            this.time = time;
        }
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public Future<?> schedule(Runnable task, Duration delay) {
        Alarm alarm = new Alarm(task, now.plus(delay));
        alarms.add(alarm);
        return alarm;
    }

    /** The times of the alarms that have not rung. */
    List<Instant> alarms() {
        return alarms.stream().filter(alarm -> !alarm.isDone()).map(alarm -> alarm.time).toList();
    }

    void advanceTo(Instant time) {
        now = time;
        alarms.stream().filter(alarm -> !alarm.time.isAfter(time)).forEach(FutureTask::run);
    }
}
