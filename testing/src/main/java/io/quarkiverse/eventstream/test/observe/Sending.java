package io.quarkiverse.eventstream.test.observe;

import java.util.List;

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
    private boolean answered;
    private WrittenRecord written;
    private Throwable failure;
    private PublishedEvent published;

    /**
     * Creates a sending without an answer.
     *
     * @param event the published event; null if a test pushes the record
     */
    Sending(Books books, OutgoingEvent event, SentContent content, List<RecordedGroup> expected) {
        this.books = books;
        this.event = event;
        this.content = content;
        this.expected = List.copyOf(expected);
        describe();
    }

    private void describe() {
        if (event != null) {
            published = new PublishedEvent(event, content.topic(), content.event(written), written, failure);
        }
    }

    void answer(WrittenRecord where, Throwable error) {
        answered = true;
        written = where;
        failure = error;
        describe();
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
