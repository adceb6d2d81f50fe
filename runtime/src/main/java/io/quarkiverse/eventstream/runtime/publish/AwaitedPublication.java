package io.quarkiverse.eventstream.runtime.publish;

import java.util.List;
import java.util.concurrent.CompletionException;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.runtime.observe.PublishObservation;
import io.quarkiverse.eventstream.spi.SendCallback;

/**
 * A publication that its own thread waits for; it has no dependents.
 */
final class AwaitedPublication extends Publication implements SendCallback {

    private final FailureReport failures;

    AwaitedPublication(OutgoingEvent event, List<String> topics, PublishObservation observation, FailureReport failures) {
        super(event, topics, observation);
        this.failures = failures;
    }

    @Override
    SendCallback callback(int topic) {
        return hasOneTopic() ? this : (record, error) -> answered(topic, record, error);
    }

    /** The one topic has answered. */
    @Override
    public void completed(WrittenRecord record, Throwable error) {
        answered(0, record, error);
    }

    @Override
    void written(PublishReceipt receipt) {
        complete(receipt);
    }

    @Override
    void failed(EventStreamException error) {
        completeExceptionally(error);
    }

    /**
     * Waits, also through interrupts, which stay set.
     *
     * @throws EventStreamException if the event was not published, after its error handler was called
     */
    PublishReceipt await() {
        try {
            return join();
        } catch (CompletionException e) {
            EventStreamException error = (EventStreamException) e.getCause();
            try {
                failures.report(event(), error);
            } catch (Throwable failed) {
                error.addSuppressed(failed);
            }
            throw error;
        }
    }
}
