package io.quarkiverse.eventstream.faults.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.eventstream.faults.check.CommitSample;
import io.quarkiverse.eventstream.faults.ledger.Partition;

/** Looks again and again what a group has committed. Where the broker is away there is nothing to be seen. */
final class CommitWatch implements AutoCloseable {

    private static final long LOOK_MILLIS = 100;

    private final Topics topics;
    private final String group;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final List<CommitSample> samples = new ArrayList<>();

    CommitWatch(Topics topics, String group) {
        this.topics = topics;
        this.group = group;
        thread.scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            Map<Partition, Long> committed = topics.committed(group);
            add(new CommitSample(System.nanoTime(), committed));
        } catch (RuntimeException e) {
            // The broker is away, or the group is not there yet.
        }
    }

    private synchronized void add(CommitSample sample) {
        if (samples.isEmpty() || !samples.get(samples.size() - 1).offsets().equals(sample.offsets())) {
            samples.add(sample);
        }
    }

    synchronized List<CommitSample> samples() {
        return List.copyOf(samples);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
