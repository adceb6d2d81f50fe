package io.quarkiverse.eventstream.faults.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

import io.quarkiverse.eventstream.faults.check.CommitSample;
import io.quarkiverse.eventstream.faults.worker.Entry;
import io.quarkiverse.eventstream.faults.worker.Entry.Kind;

/**
 * A topic that is deleted and created again. Entries with its name and offsets can be judged only when the contents of the last
 * incarnation are known: records that it does not hold belong to an earlier one, and do not count. Some time after the last one was
 * created, no client may use an earlier one, and every record counts again. Not thread-safe.
 */
public final class RenewedTopic {

    private static final Set<Kind> ABOUT_RECORDS = Set.of(Kind.STARTED, Kind.OK, Kind.FAILED, Kind.WRITTEN);

    private record Held(int worker, Entry entry) {}

    private final int topic;
    private final List<Held> held = new ArrayList<>();
    private Long stable;
    private TopicContents contents;

    RenewedTopic(int topic) {
        this.topic = topic;
    }

    /**
     * Called when the topic has been created again.
     *
     * @param time the time from which no client may use the earlier one, by {@link System#nanoTime()}
     */
    public void stableFrom(long time) {
        stable = time;
    }

    /** Whether an entry does not count, or is held until {@link #release}. */
    boolean takes(int worker, Entry entry) {
        if (entry.topic() != topic || !ABOUT_RECORDS.contains(entry.kind()) || isStable(entry.time())) {
            return false;
        }
        if (contents != null) {
            return !isThere(entry);
        }
        held.add(new Held(worker, entry));
        return true;
    }

    private boolean isStable(long time) {
        return stable != null && time - stable >= 0;
    }

    private boolean isThere(Entry entry) {
        return entry.event().equals(contents.at(Coordinates.of(entry)));
    }

    /** Sets the final contents of the topics, and judges the held entries. */
    void release(TopicContents all, Ledger ledger) {
        contents = all;
        // Entries about records that do not exist are taken, and so dropped.
        held.forEach(one -> ledger.judge(one.worker(), one.entry()));
        held.clear();
    }

    /**
     * The samples without offsets that may belong to an earlier incarnation.
     *
     * @param samples in order of time
     */
    List<CommitSample> judged(List<CommitSample> samples) {
        return samples.stream().map(sample -> isStable(sample.time()) ? sample : without(sample)).toList();
    }

    private CommitSample without(CommitSample sample) {
        TreeMap<Partition, Long> others = new TreeMap<>(sample.offsets());
        others.keySet().removeIf(partition -> partition.topic() == topic);
        return new CommitSample(sample.time(), others);
    }
}
