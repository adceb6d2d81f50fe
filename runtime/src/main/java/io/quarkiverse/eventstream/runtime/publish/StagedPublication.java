package io.quarkiverse.eventstream.runtime.publish;

import java.util.List;
import java.util.concurrent.Executor;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.runtime.observe.PublishObservation;
import io.quarkiverse.eventstream.runtime.stream.SendCallback;
import io.quarkiverse.eventstream.runtime.stream.WorkerCallback;

/**
 * A publication whose outcome something depends on. That may block, so this is never completed on the thread that tells of the
 * outcome, which is the one that sends.
 */
final class StagedPublication extends Publication implements WorkerCallback {

    private final Executor worker;
    private final Executor dependents;

    /**
     * The publication of an event.
     *
     * @param event the event
     * @param topics its topics, with the prefix
     * @param observation told of all answers
     * @param worker where answers are heard of, and its error handler runs
     * @param dependents where what depends on the outcome runs: the worker, or something else
     */
    StagedPublication(OutgoingEvent event, List<String> topics, PublishObservation observation, Executor worker,
            Executor dependents) {
        super(event, topics, observation);
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
    public void doneOnWorker(WrittenRecord record, Throwable error) {
        answered(0, record, error);
    }

    @Override
    void written(PublishReceipt receipt) {
        if (dependents == worker) {
            complete(receipt);
        } else {
            dependents.execute(() -> complete(receipt));
        }
    }

    @Override
    void failed(EventStreamException error) {
        worker.execute(() -> {
            try {
                FailureReport.tell(event(), error);
            } finally {
                dependents.execute(() -> completeExceptionally(error));
            }
        });
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
        public void doneOnWorker(WrittenRecord record, Throwable error) {
            answered(topic, record, error);
        }
    }
}
