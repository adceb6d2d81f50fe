package io.quarkiverse.eventstream.faults.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.quarkiverse.eventstream.faults.check.Evidence.Allowance;
import io.quarkiverse.eventstream.faults.check.Evidence.Commits;
import io.quarkiverse.eventstream.faults.check.Evidence.DeadLetters;
import io.quarkiverse.eventstream.faults.check.Evidence.End;
import io.quarkiverse.eventstream.faults.check.Evidence.Expected;
import io.quarkiverse.eventstream.faults.ledger.Coordinates;
import io.quarkiverse.eventstream.faults.ledger.Ledger;
import io.quarkiverse.eventstream.faults.ledger.Partition;
import io.quarkiverse.eventstream.faults.ledger.TopicContents;
import io.quarkiverse.eventstream.faults.ledger.TopicRecord;
import io.quarkiverse.eventstream.faults.worker.Entry;
import io.quarkiverse.eventstream.faults.worker.Entry.Kind;
import io.quarkiverse.eventstream.faults.worker.EventId;
import io.quarkiverse.eventstream.faults.worker.Listeners;

/** A synthetic run: one partition, the events 9-0, 9-1, …, and one listener. Each step comes a nanosecond later. */
final class Example {

    static final int LISTENER = Listeners.FIRST;

    private static final int PUBLISHER = 9;
    private static final Partition PARTITION = new Partition(0, 0);

    private record Written(int worker, Entry entry) {}

    private final List<Written> entries = new ArrayList<>();
    private final Map<Integer, Path> ledgers = new HashMap<>();
    private final TopicContents topics = new TopicContents();
    private final List<CommitSample> samples = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private final List<Ending> endings = new ArrayList<>();
    private final Map<Partition, Long> committed = new HashMap<>();
    private final Set<String> members = new HashSet<>();
    private final Set<Allowance> allowances = new HashSet<>();
    private Ordering ordering = Ordering.PARTITION;
    private final long began = System.nanoTime();
    private long now = began;
    private boolean renewed;
    private Long stable;

    Example() {
        topics.partition(PARTITION, 0, 0);
    }

    /** Workers are named by letters. */
    private static int number(String worker) {
        return worker.equals("p") ? PUBLISHER : worker.charAt(0) - 'a' + 1;
    }

    Example published(int count) {
        for (int i = 0; i < count; i++) {
            record(i, i, key(i));
            receipt(i);
        }
        return this;
    }

    Example record(long offset, long number, int key) {
        topics.add(new TopicRecord(new Coordinates(0, 0, offset), key, new EventId(PUBLISHER, number)));
        return this;
    }

    /** A receipt for the event whose number is the offset. */
    Example receipt(long offset) {
        return add(Kind.WRITTEN, "p", Entry.NONE, offset, offset, 0);
    }

    Example refused() {
        return add(Kind.REFUSED, "p", Entry.NONE, Entry.NONE, 0, 0);
    }

    Example allows(Allowance allowance) {
        allowances.add(allowance);
        return this;
    }

    /** A successful invocation. */
    Example ok(String worker, long offset) {
        return started(worker, offset, 1).ended(Kind.OK, worker, offset, 1);
    }

    Example started(String worker, long offset, int attempt) {
        return ended(Kind.STARTED, worker, offset, attempt);
    }

    /** A successful invocation for an event that is not at this offset. */
    Example okOfAnother(String worker, long offset, long number) {
        return startedForAnother(worker, offset, number).add(Kind.OK, worker, LISTENER, offset, number, 1);
    }

    /** The start of an invocation for an event that is not at this offset. */
    Example startedForAnother(String worker, long offset, long number) {
        return add(Kind.STARTED, worker, LISTENER, offset, number, 1);
    }

    Example ended(Kind kind, String worker, long offset, int attempt) {
        return add(kind, worker, LISTENER, offset, offset, attempt);
    }

    Example down(String worker, String threads) {
        try {
            Path directory = Files.createTempDirectory("faults-example");
            Path ledger = directory.resolve(worker + ".ledger");
            if (!threads.isEmpty()) {
                Files.writeString(directory.resolve(worker + ".ledger.notes"), "DOWN " + threads + "\n");
            }
            ledgers.put(number(worker), ledger);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Example add(Kind kind, String worker, int listener, long offset, long number, int attempt) {
        entries.add(new Written(number(worker), new Entry(++now, kind, listener, 0, 0, offset, new EventId(PUBLISHER, number),
                key(offset), attempt)));
        return this;
    }

    /** Two keys: even and odd offsets. */
    private static int key(long offset) {
        return (int) offset % 2;
    }

    Example committed(long offset) {
        committed.put(PARTITION, offset);
        samples.add(new CommitSample(++now, Map.of(PARTITION, offset)));
        return this;
    }

    /** A fault that may repeat all deliveries of a worker so far. */
    Example crashed(String worker) {
        faults.add(new Fault("crash", number(worker), began, ++now, false));
        return this;
    }

    Example cutOff(String worker) {
        faults.add(new Fault("no network", number(worker), began, now + 100, true));
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

    /** The topic was deleted and created again. */
    Example renewed() {
        renewed = true;
        return this;
    }

    /** From now on no client may use the deleted topic. */
    Example stable() {
        stable = ++now;
        return this;
    }

    Evidence evidence() {
        Ledger ledger = new Ledger(ordering);
        ledgers.forEach(ledger::follow);
        if (renewed) {
            ledger.renews(0).stableFrom(stable);
        }
        entries.forEach(written -> ledger.add(written.worker(), written.entry()));
        ledger.endsWith(topics);
        return new Evidence(ledger, topics, new Expected(Set.of(LISTENER), ordering, allowances), faults,
                new Commits(ledger.judged(samples), committed), new End(endings, members), DeadLetters.NONE);
    }

    Verdict verdict() {
        return Verdict.of("example", Duration.ofSeconds(1), Duration.ofSeconds(1), evidence());
    }
}
