package io.quarkiverse.eventstream.test.observe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.runtime.observe.ObservedGroup;
import io.quarkiverse.eventstream.runtime.observe.ObservedListener;
import io.quarkiverse.eventstream.test.ObservedRecord;
import io.quarkiverse.eventstream.test.Outcome;
import io.quarkiverse.eventstream.test.PublishedEvent;

/**
 * Keeps the books on a stream, and wakes who waits for an entry. What happens to records of earlier books is not entered.
 * Thread-safe; no code of the application runs under its lock.
 */
final class Journal {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by the lock.
    private final PastRecords past = new PastRecords();
    private final List<RecordedGroup> groups = new ArrayList<>();
    private final Set<String> listeners = new TreeSet<>();
    private final Set<Sending> underWay = new LinkedHashSet<>();
    private Books books = new Books();
    private long version;

    /** Begins new books: what has been sent or met until now is none of them. */
    void reset() {
        change(() -> {
            past.addAllMet();
            books = new Books();
            return null;
        });
    }

    RecordedGroup consuming(ObservedGroup consumed) {
        RecordedGroup group = new RecordedGroup(this, consumed);
        return change(() -> {
            groups.add(group);
            return group;
        });
    }

    void settled(RecordedGroup group) {
        change(() -> {
            group.setSettled();
            return null;
        });
    }

    void ended(RecordedGroup group) {
        change(() -> {
            group.setOver();
            groups.remove(group);
            books.changed();
            return null;
        });
    }

    void registered(String listener) {
        change(() -> {
            // What has become of a record at a listener can be asked of any listener.
            books.forgetSnapshots();
            return listeners.add(listener);
        });
    }

    /** A record sets out. The event is null if no application publishes it. */
    Sending send(OutgoingEvent event, SentContent content) {
        return change(() -> {
            List<RecordedGroup> expected = groups.stream().filter(group -> group.consumes(content.fullTopic())).toList();
            Sending sending = new Sending(books, event, content, expected);
            books.add(sending);
            underWay.add(sending);
            return sending;
        });
    }

    /** Whether this is the first answer. */
    boolean answered(Sending sending, WrittenRecord written, Throwable error) {
        return change(() -> {
            if (sending.isAnswered()) {
                return false;
            }
            underWay.remove(sending);
            sending.answer(written, error);
            Place place = written == null ? null : Place.of(written);
            if (place != null && place.isKept()) {
                enter(sending, place);
            }
            return true;
        });
    }

    private void enter(Sending sending, Place place) {
        if (sending.books() != books) {
            // It may have been met before it was known whose it is.
            past.add(place);
            books.forget(place);
            return;
        }
        if (past.contains(place)) {
            past.remove(place);
        }
        RecordEntry record = record(place, sending.content().topic());
        if (record != null) {
            record.sent(sending.content().event(sending.written()), sending.expected());
            books.changed(record);
        }
    }

    /** Null if that is not for these books. */
    Call begin(String listener, IncomingEvent event) {
        return change(() -> {
            RecordEntry record = record(Place.of(event), event.topic());
            return record == null ? null : books.call(record, listener, event);
        });
    }

    void end(Call call, Throwable failure) {
        change(() -> {
            if (call.books() == books) {
                call.record().ended(call, failure);
            }
            return null;
        });
    }

    void outcome(String listener, Place place, String topic, Outcome outcome) {
        change(() -> {
            RecordEntry record = record(place, topic);
            if (record != null) {
                record.put(listener, outcome);
            }
            return null;
        });
    }

    void undecodable(RecordedGroup group, Place place) {
        change(() -> {
            RecordEntry record = record(place, group.topic());
            if (record != null) {
                record.undecodable();
            }
            return null;
        });
    }

    void done(RecordedGroup group, Place place, List<String> concerned) {
        change(() -> {
            RecordEntry record = record(place, group.topic());
            if (record != null) {
                record.done(group, concerned);
                books.changed(record);
            }
            return null;
        });
    }

    /** Null if it is not for these books. */
    private RecordEntry record(Place place, String topic) {
        if (past.contains(place)) {
            return null;
        }
        past.met(place);
        return books.record(place, topic);
    }

    /**
     * Looks into the books.
     *
     * @throws IllegalStateException if they are full, so that something is missing in them
     */
    <T> T read(Function<Books, T> look) {
        return locked(() -> {
            if (books.isFull()) {
                throw new IllegalStateException("More than " + Books.MAX_ENTRIES + " events, records and calls, or "
                        + Books.MAX_MEBIBYTES + " MiB, were observed since the test began; what came after them is not known."
                        + " Call reset() in between, or publish less");
            }
            return look.apply(books);
        });
    }

    /**
     * Whether all that was sent is dealt with, except for what waits for a listener that was paused or stopped.
     *
     * @param listener whose part is asked for; null for all
     */
    boolean isQuiet(String listener) {
        return locked(() -> !isAnyUnderWay() && books.unfinished().stream().allMatch(record -> record.rests(listener)));
    }

    /** Whether something that was sent is not dealt with. */
    boolean isAnyOpen() {
        return read(now -> isAnyUnderWay() || now.unfinished().stream().anyMatch(RecordEntry::isMissing));
    }

    private boolean isAnyUnderWay() {
        return underWay.stream().anyMatch(sending -> sending.books() == books);
    }

    /** What was sent and is not dealt with. */
    OpenRecords open() {
        return read(now -> new OpenRecords(underWay.stream().filter(sending -> sending.books() == now)
                .map(sending -> new UnacknowledgedRecord(sending.content().topic(), sending.content().event(null))).toList(),
                now.unfinished().stream().filter(RecordEntry::isMissing).map(this::observed).toList()));
    }

    private ObservedRecord observed(RecordEntry record) {
        return record.observed(listeners);
    }

    /** All records, in the order in which they were first heard of. */
    List<ObservedRecord> records() {
        return read(now -> now.records().values().stream().map(this::observed).toList());
    }

    /** What was published to topics that nobody listened to, and nobody does. */
    List<PublishedEvent> unheard() {
        return read(now -> now.sent().stream().filter(sending -> sending.written() != null && sending.expected().isEmpty())
                .filter(sending -> groups.stream().noneMatch(group -> group.consumes(sending.content().fullTopic())))
                .map(Sending::published).filter(Objects::nonNull).toList());
    }

    /**
     * What can't be dealt with before events that wait are delivered again.
     *
     * @param listener whose part is asked for; null for all
     * @param waiting how many events wait
     * @return empty if something else may still happen
     */
    List<BlockedRecord> heldUp(String listener, int waiting) {
        return read(now -> {
            StandStill still = new StandStill(now.unfinished(), listener);
            return isAnyUnderWay() || !still.isAsLongAs(waiting)
                    ? List.of()
                    : still.parts().stream().map(part -> new BlockedRecord(observed(part.record()), part.listener())).toList();
        });
    }

    /** Something has changed of which there is no entry. */
    void touch() {
        change(() -> null);
    }

    /** The listeners of a topic, or of all if it is null, of which it is not settled where they begin. */
    List<ObservedListener> unsettled(String fullTopic) {
        return locked(() -> groups.stream().filter(group -> !group.isSettled())
                .filter(group -> fullTopic == null || group.consumes(fullTopic))
                .<ObservedListener>flatMap(group -> group.listeners().stream()).toList());
    }

    /** The ids of all listeners there are, or have been. */
    Set<String> listeners() {
        return locked(() -> new TreeSet<>(listeners));
    }

    /**
     * Waits until something holds, looking again after each entry.
     *
     * @param condition asked on this thread, without the lock
     * @return whether it holds
     */
    boolean await(Duration patience, BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            long seen = locked(() -> version);
            if (condition.getAsBoolean()) {
                return true;
            }
            if (!awaitChange(seen, deadline)) {
                // What changes without an entry, such as a pause, is seen in the end.
                return condition.getAsBoolean();
            }
        }
    }

    private boolean awaitChange(long seen, long deadline) {
        lock.lock();
        try {
            long left = deadline - System.nanoTime();
            while (version == seen && left > 0) {
                left = changed.awaitNanos(left);
            }
            return left > 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(Supplier<T> access) {
        lock.lock();
        try {
            return access.get();
        } finally {
            lock.unlock();
        }
    }

    private <T> T change(Supplier<T> entry) {
        lock.lock();
        try {
            T result = entry.get();
            version++;
            changed.signalAll();
            return result;
        } finally {
            lock.unlock();
        }
    }
}
