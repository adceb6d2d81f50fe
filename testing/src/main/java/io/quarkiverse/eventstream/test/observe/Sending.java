package io.quarkiverse.eventstream.test.observe;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.test.observed.PublishedEvent;

/**
 * A record in flight to a topic, published by the application or pushed by a test. Guarded by the {@link Journal}.
 */
public final class Sending {

    private final Books books;
    private final OutgoingEvent event;
    private final SentContent content;
    private final List<RecordedGroup> expected;
    /** Null unless the event is delayed. */
    private final Instant due;
    private boolean stored;
    private boolean cancelled;
    private boolean answered;
    private WrittenRecord written;
    private Throwable failure;
    private PublishedEvent published;

    /**
     * Creates a sending without an answer.
     *
     * @param event the published event; null if a test pushes the record
     * @param due when the event is due; null if it is not delayed
     */
    Sending(Books books, OutgoingEvent event, SentContent content, List<RecordedGroup> expected, Instant due) {
        this.books = books;
        this.event = event;
        this.content = content;
        this.expected = List.copyOf(expected);
        this.due = due;
        describe();
    }

    private void describe() {
        if (event != null) {
            published = new PublishedEvent(event, content.topic(), content.event(written), written, failure, stored);
        }
    }

    /** The outbox has stored the record. */
    void store() {
        stored = true;
        describe();
    }

    boolean isStored() {
        return stored;
    }

    /** The record will not be sent. */
    void cancel() {
        cancelled = true;
    }

    /** Whether the stored record of a delayed event has not been sent. */
    boolean isDelayed() {
        return due != null && stored && !answered;
    }

    /** Whether the record is sent later, unless it is cancelled by then. */
    boolean isUntilDue(Instant now) {
        return isDelayed() && !cancelled && due.isAfter(now);
    }

    /** Whether an answer is to be expected without an action of the test. */
    boolean isInFlight(Instant now) {
        return !answered && !cancelled && !isUntilDue(now);
    }

    /** Whether a record is that of this sending. */
    boolean isOf(ProducerRecord<byte[], byte[]> record, String eventId) {
        return event != null && content.fullTopic().equals(record.topic())
                && (event.id().equals(eventId) || Arrays.equals(content.value(), record.value()));
    }

    void answer(WrittenRecord where, Throwable error) {
        answered = true;
        written = where;
        failure = error;
        describe();
    }

    OutgoingEvent event() {
        return event;
    }

    Books books() {
        return books;
    }

    SentContent content() {
        return content;
    }

    List<RecordedGroup> expected() {
        return expected;
    }

    boolean isAnswered() {
        return answered;
    }

    WrittenRecord written() {
        return written;
    }

    Throwable failure() {
        return failure;
    }

    /** Null if a test pushed it. */
    PublishedEvent published() {
        return published;
    }
}
