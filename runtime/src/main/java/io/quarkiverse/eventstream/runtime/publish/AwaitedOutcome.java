package io.quarkiverse.eventstream.runtime.publish;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt;
import io.quarkiverse.eventstream.spi.SendCallback;

/**
 * The publisher's own thread waits. There are no dependents.
 */
final class AwaitedOutcome implements Publication.Outcome {

    private final OutgoingEvent event;
    private final FailureReport failures;
    private final CompletableFuture<PublishReceipt> result = new CompletableFuture<>();
    /** Once it has failed. */
    private volatile Consumer<Runnable> logContext;

    AwaitedOutcome(OutgoingEvent event, FailureReport failures) {
        this.event = event;
        this.failures = failures;
    }

    @Override
    public SendCallback callback(Publication publication, int topic) {
        return (record, error) -> publication.answered(topic, record, error);
    }

    @Override
    public void written(PublishReceipt receipt) {
        result.complete(receipt);
    }

    @Override
    public void failed(EventStreamException error, Consumer<Runnable> context) {
        logContext = context;
        result.completeExceptionally(error);
    }

    /**
     * Waits, also through interrupts, which stay set.
     *
     * @throws EventStreamException if the event was not published, after its error handler was called
     */
    PublishReceipt await() {
        try {
            return result.join();
        } catch (CompletionException e) {
            EventStreamException error = (EventStreamException) e.getCause();
            try {
                failures.report(event, error, logContext);
            } catch (Throwable failed) {
                error.addSuppressed(failed);
            }
            throw error;
        }
    }
}
