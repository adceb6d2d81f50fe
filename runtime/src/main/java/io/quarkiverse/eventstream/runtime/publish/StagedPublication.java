package io.quarkiverse.eventstream.runtime.publish;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.runtime.observe.PublishObservation;
import io.quarkiverse.eventstream.spi.SendCallback;
import io.quarkiverse.eventstream.spi.WorkerCallback;

/**
 * A publication with dependents. They may block, so this is never completed on the thread of the answer, which also sends. The
 * caller can't complete it.
 */
final class StagedPublication extends Publication implements WorkerCallback {

    private final Executor worker;
    private final Executor dependents;
    private final FailureReport failures;

    /**
     * The publication of an event.
     *
     * @param topics its topics, with the prefix
     * @param worker takes the answers, and runs the error handler
     * @param dependents runs the dependents: the worker, or an event loop
     */
    StagedPublication(OutgoingEvent event, List<String> topics, PublishObservation observation, Executor worker,
            Executor dependents, FailureReport failures) {
        super(event, topics, observation);
        this.failures = failures;
        this.worker = worker;
        this.dependents = dependents;
    }

    @Override
    SendCallback callback(int topic) {
        return hasOneTopic() ? this : new OneOfSeveral(topic);
    }

    @Override
    public Executor worker() {
        return worker;
    }

    /** The one topic has answered. */
    @Override
    public void completedOnWorker(WrittenRecord record, Throwable error) {
        answered(0, record, error);
    }

    @Override
    void written(PublishReceipt receipt) {
        if (dependents == worker) {
            super.complete(receipt);
        } else {
            dependents.execute(() -> super.complete(receipt));
        }
    }

    @Override
    void failed(EventStreamException error) {
        worker.execute(() -> {
            try {
                failures.report(event(), error);
            } finally {
                dependents.execute(() -> super.completeExceptionally(error));
            }
        });
    }

    /** A copy that the caller may complete, with the same exception, which {@link #copy} would wrap. */
    @Override
    public CompletableFuture<PublishReceipt> toCompletableFuture() {
        CompletableFuture<PublishReceipt> copy = new CompletableFuture<>();
        whenComplete((receipt, error) -> {
            if (error == null) {
                copy.complete(receipt);
            } else {
                copy.completeExceptionally(error);
            }
        });
        return copy;
    }

    @Override
    public boolean complete(PublishReceipt receipt) {
        throw decidedByBroker();
    }

    @Override
    public boolean completeExceptionally(Throwable error) {
        throw decidedByBroker();
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
        throw decidedByBroker();
    }

    private static UnsupportedOperationException decidedByBroker() {
        return new UnsupportedOperationException(
                "Publishing ends with the broker's answer. Call toCompletableFuture() for a copy");
    }

    private final class OneOfSeveral implements WorkerCallback {

        private final int topic;

        OneOfSeveral(int topic) {
            this.topic = topic;
        }

        @Override
        public Executor worker() {
            return worker;
        }

        @Override
        public void completedOnWorker(WrittenRecord record, Throwable error) {
            answered(topic, record, error);
        }
    }
}
