package io.quarkiverse.eventstream.runtime.publish;

import java.util.List;
import java.util.concurrent.Executor;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt;
import io.quarkiverse.eventstream.runtime.observe.PublishObservation;

/**
 * A publication whose outcome something depends on. That may block, so this is never completed on the thread that tells of the
 * outcome, which is the one that sends. It is itself the task that completes it.
 */
final class StagedPublication extends Publication implements Runnable {

    private final Executor worker;
    private final Executor dependents;
    private PublishReceipt receipt;
    private EventStreamException error;

    /**
     * The publication of an event.
     *
     * @param event the event
     * @param topics its topics, with the prefix
     * @param observation told of all answers
     * @param worker where its error handler runs
     * @param dependents where what depends on the outcome runs
     */
    StagedPublication(OutgoingEvent event, List<String> topics, PublishObservation observation, Executor worker,
            Executor dependents) {
        super(event, topics, observation);
        this.worker = worker;
        this.dependents = dependents;
    }

    @Override
    void written(PublishReceipt receipt) {
        this.receipt = receipt;
        dependents.execute(this);
    }

    @Override
    void failed(EventStreamException error) {
        this.error = error;
        worker.execute(() -> {
            FailureReport.tell(event(), error);
            dependents.execute(this);
        });
    }

    @Override
    public void run() {
        if (error == null) {
            complete(receipt);
        } else {
            completeExceptionally(error);
        }
    }
}
