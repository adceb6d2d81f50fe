package io.quarkiverse.eventstream.test.observe;

import java.util.List;

import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.runtime.observe.PublishObservation;

/**
 * An event in flight to its topics.
 *
 * @param journal the journal of the event's stream
 * @param sendings one for each topic
 */
record RecordedPublication(Journal journal, List<Sending> sendings) implements PublishObservation {

    @Override
    public void stored(String topic) {
        for (Sending sending : sendings) {
            if (sending.content().fullTopic().equals(topic) && journal.stored(sending)) {
                return;
            }
        }
    }

    @Override
    public void answered(String topic, WrittenRecord written, Throwable error) {
        for (Sending sending : sendings) {
            if (sending.content().fullTopic().equals(topic) && journal.answered(sending, written, error)) {
                return;
            }
        }
    }

    /** An invalid event goes to no topic at all. */
    @Override
    public void ended(Throwable error) {
        if (error != null) {
            sendings.forEach(sending -> journal.answered(sending, null, error));
        }
    }
}
