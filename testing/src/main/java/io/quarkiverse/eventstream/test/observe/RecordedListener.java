package io.quarkiverse.eventstream.test.observe;

import java.util.function.Consumer;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.runtime.model.DeadLetter;
import io.quarkiverse.eventstream.runtime.observe.ListenerObservation;
import io.quarkiverse.eventstream.runtime.observe.ObservedConsumption;
import io.quarkiverse.eventstream.runtime.observe.ObservedListener;
import io.quarkiverse.eventstream.test.observed.Outcome;

/**
 * A listener whose invocations are recorded.
 *
 * @param journal the journal of the listener's stream
 * @param id the listener's id
 */
record RecordedListener(Journal journal, String id) implements ListenerObservation {

    @Override
    public void registered(ObservedListener listener, ObservedConsumption consumption) {
        journal.registered(id);
    }

    @Override
    public Consumer<Throwable> invoking(IncomingEvent event) {
        Invocation invocation = journal.begin(id, event);
        return invocation == null ? failure -> {} : failure -> journal.end(invocation, failure);
    }

    @Override
    public void skipped(IncomingEvent event) {
        outcome(event, Outcome.SKIPPED);
    }

    @Override
    public void stopped(IncomingEvent event) {
        outcome(event, Outcome.STOPPED);
    }

    private void outcome(IncomingEvent event, Outcome outcome) {
        if (!event.isReplay()) {
            journal.outcome(id, Coordinates.of(event), event.topic(), outcome);
        }
    }

    @Override
    public Consumer<Throwable> deadLettering(DeadLetter letter) {
        if (letter.event() != null && letter.event().isReplay()) {
            return failure -> {};
        }
        String topic = letter.event() == null ? letter.record().topic() : letter.event().topic();
        return failure -> {
            if (failure == null) {
                journal.outcome(id, Coordinates.of(letter.record()), topic, Outcome.DEAD_LETTERED);
            }
        };
    }
}
