package io.quarkiverse.eventstream.test.observe;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.runtime.observe.ObservedGroup;
import io.quarkiverse.eventstream.runtime.observe.ObservedListener;
import io.quarkiverse.eventstream.test.observed.ObservedRecord;
import io.quarkiverse.eventstream.test.observed.Outcome;
import io.quarkiverse.eventstream.test.observed.PublishedEvent;

/**
 * Keeps the {@link Books} of a stream, and wakes threads that wait for an entry. Activity on records of earlier books is ignored.
 * Thread-safe; no code of the application runs under its lock.
 */
final class Journal {

    private final Monitor monitor = new Monitor();
    private final Waits time;

    // Guarded by the monitor.
    private final PastRecords past = new PastRecords();
    private final List<RecordedGroup> groups = new ArrayList<>();
    private final Set<String> listeners = new TreeSet<>();
    private final Set<Sending> inFlight = new LinkedHashSet<>();
    private Books books = new Books();

    /** @param time decides which delayed events are due */
    Journal(Waits time) {
        this.time = time;
    }

    /** Begins new books: records that have been sent or observed before do not belong to them. */
    void reset() {
        monitor.change(() -> {
            past.addAllObserved();
            books = new Books();
            return null;
        });
    }

    RecordedGroup consuming(ObservedGroup consumed) {
        RecordedGroup group = new RecordedGroup(this, consumed);
        return monitor.change(() -> {
            groups.add(group);
            return group;
        });
    }

    void inPosition(RecordedGroup group) {
        monitor.change(() -> {
            group.setInPosition();
            return null;
        });
    }

    void ended(RecordedGroup group) {
        monitor.change(() -> {
            group.setOver();
            groups.remove(group);
            books.changed();
            return null;
        });
    }

    void registered(String listener) {
        monitor.change(() -> {
            // Snapshots of records hold the ids of all listeners.
            books.forgetSnapshots();
            return listeners.add(listener);
        });
    }

    /**
     * @param event null if a test pushes the record
     * @param due null if the event is not delayed
     */
    Sending send(OutgoingEvent event, SentContent content, Instant due) {
        return monitor.change(() -> {
            List<RecordedGroup> expected = groups.stream().filter(group -> group.consumes(content.fullTopic())).toList();
            Sending sending = new Sending(books, event, content, expected, due);
            books.add(sending);
            inFlight.add(sending);
            return sending;
        });
    }

    /** The outbox has stored a record. Returns whether it is the first notice of that. */
    boolean stored(Sending sending) {
        return monitor.change(() -> {
            boolean first = !sending.isStored();
            sending.store();
            return first;
        });
    }

    /** The outbox has sent a record: that of a delayed event gets its answer by this. */
    void relayed(ProducerRecord<byte[], byte[]> record, String eventId, WrittenRecord written) {
        monitor.read(
                () -> inFlight.stream().filter(sending -> sending.isDelayed() && sending.isOf(record, eventId)).findFirst())
                .ifPresent(sending -> answered(sending, written, null));
    }

    void cancelled(String eventId) {
        monitor.change(() -> {
            inFlight.stream().filter(sending -> sending.isDelayed() && sending.event().id().equals(eventId))
                    .forEach(Sending::cancel);
            return null;
        });
    }

    /** @return whether this is the first answer */
    boolean answered(Sending sending, WrittenRecord written, Throwable error) {
        return monitor.change(() -> {
            if (sending.isAnswered()) {
                return false;
            }
            inFlight.remove(sending);
            sending.answer(written, error);
            Coordinates coordinates = written == null ? null : Coordinates.of(written);
            if (coordinates != null && coordinates.isKept()) {
                enter(sending, coordinates);
            }
            return true;
        });
    }

    private void enter(Sending sending, Coordinates coordinates) {
        if (sending.books() != books) {
            // It may have been fetched before its acknowledgement showed that it precedes these books.
            past.add(coordinates);
            books.forget(coordinates);
            return;
        }
        if (past.contains(coordinates)) {
            past.remove(coordinates);
        }
        RecordEntry record = record(coordinates, sending.content().topic());
        if (record != null) {
            record.sent(sending.content().event(sending.written()), sending.expected());
            books.changed(record);
        }
    }

    /** Null if the invocation does not belong to these books. */
    Invocation begin(String listener, IncomingEvent event) {
        return monitor.change(() -> {
            RecordEntry record = record(Coordinates.of(event), event.topic());
            return record == null ? null : books.invoke(record, listener, event);
        });
    }

    void end(Invocation invocation, Throwable failure) {
        monitor.change(() -> {
            if (invocation.books() == books) {
                invocation.record().ended(invocation, failure);
            }
            return null;
        });
    }

    void outcome(String listener, Coordinates coordinates, String topic, Outcome outcome) {
        monitor.change(() -> {
            RecordEntry record = record(coordinates, topic);
            if (record != null) {
                record.put(listener, outcome);
            }
            return null;
        });
    }

    void undecodable(RecordedGroup group, Coordinates coordinates) {
        monitor.change(() -> {
            RecordEntry record = record(coordinates, group.topic());
            if (record != null) {
                record.undecodable();
            }
            return null;
        });
    }

    void settled(RecordedGroup group, Coordinates coordinates, List<String> concerned) {
        monitor.change(() -> {
            RecordEntry record = record(coordinates, group.topic());
            if (record != null) {
                record.settled(group, concerned);
                books.changed(record);
            }
            return null;
        });
    }

    /** Null if the record does not belong to these books. */
    private RecordEntry record(Coordinates coordinates, String topic) {
        if (past.contains(coordinates)) {
            return null;
        }
        past.observed(coordinates);
        return books.record(coordinates, topic);
    }

    /**
     * Queries the books.
     *
     * @throws IllegalStateException if they are full, and therefore incomplete
     */
    <T> T read(Function<Books, T> query) {
        return monitor.read(() -> {
            if (books.isFull()) {
                throw new IllegalStateException("More than " + Books.MAX_ENTRIES + " events, records and invocations, or "
                        + Books.MAX_MEBIBYTES + " MiB, were observed since the test began; later ones were not recorded."
                        + " Call reset() in between, or publish less");
            }
            return query.apply(books);
        });
    }

    /**
     * Whether all sent records are settled, except for those that wait for a paused or stopped listener.
     *
     * @param listener the listener to check; null for all
     */
    boolean isQuiet(String listener) {
        return monitor.read(() -> !isAnyInFlight() && books.unfinished().stream().allMatch(record -> record.rests(listener)));
    }

    /** Whether a sent record is not settled. */
    boolean isAnyOpen() {
        return read(now -> isAnyInFlight() || now.unfinished().stream().anyMatch(RecordEntry::isMissing));
    }

    private boolean isAnyInFlight() {
        Instant now = time.now();
        return inFlight.stream().anyMatch(sending -> sending.books() == books && sending.isInFlight(now));
    }

    /** The sent records that are not settled. */
    OpenRecords open() {
        return read(now -> new OpenRecords(inFlight.stream()
                .filter(sending -> sending.books() == now && sending.isInFlight(time.now()))
                .map(sending -> new UnacknowledgedRecord(sending.content().topic(), sending.content().event(null))).toList(),
                now.unfinished().stream().filter(RecordEntry::isMissing).map(this::observed).toList()));
    }

    private ObservedRecord observed(RecordEntry record) {
        return record.observed(listeners);
    }

    /** All records, in the order in which they were first observed. */
    List<ObservedRecord> records() {
        return read(now -> now.records().values().stream().map(this::observed).toList());
    }

    /** Events that were published to topics that had no listener then, and have none now. */
    List<PublishedEvent> withoutListeners() {
        return read(now -> now.sent().stream().filter(sending -> sending.written() != null && sending.expected().isEmpty())
                .filter(sending -> groups.stream().noneMatch(group -> group.consumes(sending.content().fullTopic())))
                .map(Sending::published).filter(Objects::nonNull).toList());
    }

    /**
     * The records that cannot be settled before waiting events are redelivered.
     *
     * @param listener the listener to check; null for all
     * @return empty if something else may still happen
     */
    List<BlockedRecord> blocked(String listener, int waiting) {
        return read(now -> {
            StandStill still = new StandStill(now.unfinished(), listener);
            return isAnyInFlight() || !still.lastsUntilRedelivery(waiting)
                    ? List.of()
                    : still.parts().stream().map(part -> new BlockedRecord(observed(part.record()), part.listener())).toList();
        });
    }

    /** The stored events that are not due yet. */
    List<PublishedEvent> untilDue() {
        Instant current = time.now();
        return read(now -> now.sent().stream().filter(sending -> sending.isUntilDue(current)).map(Sending::published).toList());
    }

    /** Wakes waiting threads after a change without an entry. */
    void touch() {
        monitor.change(() -> null);
    }

    /** The listeners of a topic, or of all topics if it is null, that are not in position yet. */
    List<ObservedListener> notInPosition(String fullTopic) {
        return monitor.read(() -> groups.stream().filter(group -> !group.isInPosition())
                .filter(group -> fullTopic == null || group.consumes(fullTopic))
                .<ObservedListener>flatMap(group -> group.listeners().stream()).toList());
    }

    /** The ids of all present and former listeners. */
    Set<String> listeners() {
        return monitor.read(() -> new TreeSet<>(listeners));
    }

    /**
     * Waits until a condition holds, rechecking it after each entry. Changes without an entry, such as a pause, are noticed at the
     * end.
     *
     * @param condition evaluated on this thread, without the lock
     */
    boolean await(Duration patience, BooleanSupplier condition) {
        return monitor.await(patience, condition);
    }
}
