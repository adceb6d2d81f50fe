package io.quarkiverse.eventstream.spi;

import java.util.concurrent.Executor;

import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;

/**
 * A callback whose work is not for the thread that does the stream's input and output. A stream may hand the outcome to where it
 * belongs by itself, and so without a look at the callback, which is some other core's until then; or call {@link #done} like
 * that of any other.
 */
public interface WorkerCallback extends SendCallback {

    /**
     * Where the work is done.
     *
     * @return threads that may block
     */
    Executor worker();

    /**
     * Instead of {@link #done}, on a thread of the {@link #worker}.
     *
     * @param written where the record was written; null if it failed
     * @param error why it failed; null if it was written
     */
    void completedOnWorker(WrittenRecord written, Throwable error);

    @Override
    default void completed(WrittenRecord written, Throwable error) {
        worker().execute(() -> completedOnWorker(written, error));
    }
}
