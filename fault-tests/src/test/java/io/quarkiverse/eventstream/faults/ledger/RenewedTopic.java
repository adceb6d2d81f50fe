package io.quarkiverse.eventstream.faults.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

import io.quarkiverse.eventstream.faults.check.CommitSample;
import io.quarkiverse.eventstream.faults.worker.Entry;
import io.quarkiverse.eventstream.faults.worker.Entry.Kind;

/**
 * A topic that is deleted and created again. Its name and offsets stand for one topic and then for another, so what is written down about
 * them can be judged only when it is known what the last one holds: records that it does not hold belong to an earlier one, and do not count. Some
 * time after the last one was created no client may use an earlier one, and every record counts again. Not thread-safe.
 */
public final class RenewedTopic {

    private static final Set<Kind> ABOUT_RECORDS = Set.of(Kind.STARTED, Kind.OK, Kind.FAILED, Kind.WRITTEN);

    private record Held(int worker, Entry entry) {}

    private final int topic;
    private final List<Held> held = new ArrayList<>();
    private Long settled;
    private TopicContents contents;

    RenewedTopic(int topic) {
        this.topic = topic;
    }

    /**
     * The topic has been created again.
     *
     * @param time from which on no client may use the earlier one, by {@link System#nanoTime()}
     */
    public void settlesAt(long time) {
        settled = time;
    }

    /** Whether an entry is not to be judged, or not yet. */
    boolean takes(int worker, Entry entry) {
        if (entry.topic() != topic || !ABOUT_RECORDS.contains(entry.kind()) || isSettled(entry.time())) {
            return false;
        }
        if (contents != null) {
            return !isThere(entry);
        }
        held.add(new Held(worker, entry));
        return true;
    }

    private boolean isSettled(long time) {
        return settled != null && time - settled >= 0;
    }

    private boolean isThere(Entry entry) {
        return entry.event().equals(contents.at(Place.of(entry)));
    }

    /** What the topics hold in the end. */
    void release(TopicContents all, Ledger ledger) {
        contents = all;
        // Those that are not there are taken again.
        held.forEach(one -> ledger.judge(one.worker(), one.entry()));
        held.clear();
    }

    /**
     * What can be judged of what was committed.
     *
     * @param samples in order of time
     * @return the same without what may be about a topic before
     */
    List<CommitSample> judged(List<CommitSample> samples) {
        return samples.stream().map(sample -> isSettled(sample.time()) ? sample : without(sample)).toList();
    }

    private CommitSample without(CommitSample sample) {
        TreeMap<Partition, Long> others = new TreeMap<>(sample.offsets());
        others.keySet().removeIf(partition -> partition.topic() == topic);
        return new CommitSample(sample.time(), others);
    }
}
