package io.quarkiverse.eventstream.faults.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.eventstream.faults.check.CommitSample;
import io.quarkiverse.eventstream.faults.ledger.Partition;

/** Polls the committed offsets of a group. While the broker is down, there are no samples. */
final class CommitWatch implements AutoCloseable {

    private static final long POLL_MILLIS = 100;

    private final Topics topics;
    private final String group;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final List<CommitSample> samples = new ArrayList<>();

    CommitWatch(Topics topics, String group) {
        this.topics = topics;
        this.group = group;
        thread.scheduleWithFixedDelay(this::poll, 0, POLL_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void poll() {
        try {
            Map<Partition, Long> committed = topics.committed(group);
            add(new CommitSample(System.nanoTime(), committed));
        } catch (RuntimeException e) {
            // The broker is down, or the group does not exist yet.
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
