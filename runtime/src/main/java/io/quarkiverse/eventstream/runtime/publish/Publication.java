package io.quarkiverse.eventstream.runtime.publish;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

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
 */
final class Publication {

    /** Gets the answers of the topics to the publication, and its result to the publisher. */
    interface Outcome {

        /** The callback of a topic, which calls {@link Publication#answered}. */
        SendCallback callback(Publication publication, int topic);

        /** The event was written to all of its topics. On the thread of the last answer. */
        void written(PublishReceipt receipt);

        /**
         * The event was not written to some of its topics, or to none. On any thread.
         *
         * @param logContext runs a task that logs about the event
         */
        void failed(EventStreamException error, Consumer<Runnable> logContext);
    }

    private final OutgoingEvent event;
    private final List<String> topics;
    private final PublishObservation observation;
    private final Outcome outcome;
    private final WrittenRecord[] written;
    /** Null while none has failed. */
    private Throwable[] errors;
    private int open;

    /**
     * The publication of an event.
     *
     * @param topics its topics, with the prefix
     */
    Publication(OutgoingEvent event, List<String> topics, PublishObservation observation, Outcome outcome) {
        this.event = event;
        this.topics = topics;
        this.observation = observation;
        this.outcome = outcome;
        this.open = topics.size();
        this.written = new WrittenRecord[open];
    }

    /**
     * The callback of a topic.
     *
     * @param topic the index of the topic, in the order of the event
     */
    SendCallback callback(int topic) {
        return outcome.callback(this, topic);
    }

    /** The record of a topic is stored in the outbox. On any thread. */
    void stored(int topic) {
        observation.stored(topics.get(topic));
    }

    /**
     * A topic has answered, or the record of a delayed event was stored. Called once for each, on any thread.
     *
     * @param topic the index of the topic, in the order of the event
     */
    void answered(int topic, WrittenRecord record, Throwable error) {
        if (error != null || !event.isDelayed()) {
            observation.answered(record == null ? topics.get(topic) : record.topic(), record, error);
        }
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
            outcome.written(new PublishReceipt(event.id(), List.of(written)));
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
        failed(new PublishException(event, failures, new PublishReceipt(event.id(), records)));
    }

    /** The event was written to none of its topics, or not to all of them. */
    void failed(EventStreamException error) {
        observation.ended(error);
        outcome.failed(error, observation.logContext());
    }
}
