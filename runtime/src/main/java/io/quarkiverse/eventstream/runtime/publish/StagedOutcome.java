package io.quarkiverse.eventstream.runtime.publish;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.spi.SendCallback;
import io.quarkiverse.eventstream.spi.WorkerCallback;

/**
 * A stage for the publisher. Its dependents may block, so it is never completed on the thread of the answer, which also sends.
 */
final class StagedOutcome implements Publication.Outcome {

    private final OutgoingEvent event;
    private final Executor worker;
    private final Executor dependents;
    private final FailureReport failures;
    private final ReceiptStage stage = new ReceiptStage();
    private volatile EventStreamException failure;

    /**
     * The outcome of an event's publication.
     *
     * @param worker runs the error handler
     * @param dependents runs the dependents: the worker, or an event loop
     */
    StagedOutcome(OutgoingEvent event, Executor worker, Executor dependents, FailureReport failures) {
        this.event = event;
        this.worker = worker;
        this.dependents = dependents;
        this.failures = failures;
    }

    CompletionStage<PublishReceipt> stage() {
        return stage;
    }

    @Override
    public SendCallback callback(Publication publication, int topic) {
        return new Answer(publication, topic, worker);
    }

    /** On the worker, see {@link Answer}. */
    @Override
    public void written(PublishReceipt receipt) {
        if (dependents == worker) {
            stage.written(receipt);
        } else {
            dependents.execute(() -> stage.written(receipt));
        }
    }

    /** Throws the failure, if there is one already: the stage fails later, on another thread. */
    void throwFailure() {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void failed(EventStreamException error, Consumer<Runnable> logContext) {
        failure = error;
        worker.execute(() -> {
            try {
                failures.report(event, error, logContext);
            } finally {
                dependents.execute(() -> stage.failed(error));
            }
        });
    }

    /** The answer of a topic, which goes to the worker. */
    private record Answer(Publication publication, int topic, Executor worker) implements WorkerCallback {

        @Override
        public void completedOnWorker(WrittenRecord record, Throwable error) {
            publication.answered(topic, record, error);
        }
    }
}
