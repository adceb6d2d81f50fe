package io.quarkiverse.eventstream.runtime.publish;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishException;
import io.quarkiverse.eventstream.PublishReceipt;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.runtime.observe.PublishObservation;
import io.quarkiverse.eventstream.spi.SendCallback;

/**
 * The publication of an event. It ends when each topic has answered: with a receipt if all records were written, else with a {@link
 * PublishException}.
 * <p>
 * One thread publishes and another gets the answer, which waits for each object that the first has written. So this is the future
 * and, for an event with one topic, the callback as well.
 */
abstract class Publication extends CompletableFuture<PublishReceipt> {

    /** Makes the publication of an event; the topics have the prefix. */
    interface Factory<P extends Publication> {
        P of(OutgoingEvent event, List<String> topics, PublishObservation observation);
    }

    private final OutgoingEvent event;
    /** Of the event, which is one of the objects that need not be touched for a receipt. */
    private final String eventId;
    private final List<String> topics;
    private final PublishObservation observation;
    private final WrittenRecord[] written;
    /** Null while none has failed. */
    private Throwable[] errors;
    private int open;

    Publication(OutgoingEvent event, List<String> topics, PublishObservation observation) {
        this.event = event;
        this.eventId = event.id();
        this.topics = topics;
        this.observation = observation;
        this.open = topics.size();
        this.written = new WrittenRecord[open];
    }

    /**
     * The callback of a topic, which passes the answer to {@link #answered}.
     *
     * @param topic the index of the topic, in the order of the event
     */
    abstract SendCallback callback(int topic);

    /** The event was written to all of its topics. On the thread of the last answer. */
    abstract void written(PublishReceipt receipt);

    /** The event was not written to some of its topics, or to none. On any thread. */
    abstract void failed(EventStreamException error);

    OutgoingEvent event() {
        return event;
    }

    boolean hasOneTopic() {
        return written.length == 1;
    }

    /** A topic has answered. Called once for each, on any thread. */
    void answered(int topic, WrittenRecord record, Throwable error) {
        observation.answered(record == null ? topics.get(topic) : record.topic(), record, error);
        if (isLast(topic, record, error)) {
            conclude();
        }
    }

    private synchronized boolean isLast(int topic, WrittenRecord record, Throwable error) {
        written[topic] = record;
        if (error != null) {
            errors = errors == null ? new Throwable[written.length] : errors;
            errors[topic] = error;
        }
        open--;
        return open == 0;
    }

    private void conclude() {
        if (errors == null) {
            observation.ended(null);
            written(new PublishReceipt(eventId, List.of(written)));
            return;
        }
        List<WrittenRecord> records = new ArrayList<>();
        Map<String, Throwable> failures = new LinkedHashMap<>();
        for (int topic = 0; topic < written.length; topic++) {
            if (errors[topic] == null) {
                records.add(written[topic]);
            } else {
                failures.put(event.topics().get(topic), errors[topic]);
            }
        }
        PublishException failure = new PublishException(event, failures, new PublishReceipt(eventId, records));
        observation.ended(failure);
        failed(failure);
    }
}
