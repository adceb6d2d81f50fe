package io.quarkiverse.eventstream.faults.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.quarkiverse.eventstream.faults.check.Evidence.DeadLetters;
import io.quarkiverse.eventstream.faults.ledger.Ledger;
import io.quarkiverse.eventstream.faults.ledger.Place;
import io.quarkiverse.eventstream.faults.ledger.TopicRecord;
import io.quarkiverse.eventstream.faults.worker.Entry;
import io.quarkiverse.eventstream.faults.worker.Entry.Kind;

/** A run made up by hand: one partition, the events p-0, p-1, …, and one listener. Each step comes a nanosecond later. */
final class Example {

    static final String LISTENER = "first";

    private final Ledger ledger = new Ledger();
    private final List<TopicRecord> records = new ArrayList<>();
    private final List<CommitSample> samples = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private final List<Ending> endings = new ArrayList<>();
    private final Map<Integer, Long> committed = new HashMap<>();
    private final Set<String> members = new HashSet<>();
    private Ordering ordering = Ordering.PARTITION;
    private long now;

    Example published(int count) {
        for (int i = 0; i < count; i++) {
            record(i, "p-" + i, key(i));
            add(Kind.WRITTEN, "p", "", i, 0, "");
        }
        return this;
    }

    Example record(long offset, String id, String key) {
        records.add(new TopicRecord(new Place(0, offset), key, id));
        return this;
    }

    Example receipt(long offset) {
        return add(Kind.WRITTEN, "p", "", offset, 0, "");
    }

    /** A call that ended well. */
    Example ok(String worker, long offset) {
        return started(worker, offset, 1).ended(Kind.OK, worker, offset, 1);
    }

    Example started(String worker, long offset, int attempt) {
        return add(Kind.STARTED, worker, LISTENER, offset, attempt, "");
    }

    Example ended(Kind kind, String worker, long offset, int attempt) {
        return add(kind, worker, LISTENER, offset, attempt, "");
    }

    Example down(String worker, String threads) {
        return add(Kind.DOWN, worker, "", -1, 0, threads);
    }

    private Example add(Kind kind, String worker, String listener, long offset, int attempt, String text) {
        ledger.add(new Entry(++now, kind, worker, listener, 0, offset, key(offset), "p-" + offset, attempt, text));
        return this;
    }

    private static String key(long offset) {
        return offset % 2 == 0 ? "even" : "odd";
    }

    Example committed(long offset) {
        committed.put(0, offset);
        samples.add(new CommitSample(++now, Map.of(0, offset)));
        return this;
    }

    /** A fault that may repeat all that a worker has done so far. */
    Example crashed(String worker) {
        faults.add(new Fault("crash", worker, 0, ++now, false));
        return this;
    }

    Example cutOff(String worker) {
        faults.add(new Fault("no network", worker, 0, now + 100, true));
        return this;
    }

    Example ended(Ending ending) {
        endings.add(ending);
        return this;
    }

    Example member(String member) {
        members.add(member);
        return this;
    }

    Example ordering(Ordering other) {
        ordering = other;
        return this;
    }

    Evidence evidence() {
        return new Evidence(ledger, records, Set.of(LISTENER), ordering, faults, samples, committed,
                Map.of(0, (long) records.size()), endings, members, DeadLetters.NONE);
    }
}
