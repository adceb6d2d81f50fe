package io.quarkiverse.eventstream.spi;

import java.util.concurrent.Executor;

import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;

/**
 * A callback with work for another thread. A stream may treat it like any other {@link SendCallback}. A stream that switches threads
 * itself, with an object that it has already, calls {@link #completedOnWorker} on the {@link #worker} instead of {@link #completed}; that
 * saves an allocation and a cache miss for each record.
 */
public interface WorkerCallback extends SendCallback {

    /**
     * The executor of the work.
     *
     * @return runs tasks on threads that may block; always the same one. Accepts tasks until the end of the application
     */
    Executor worker();

    /**
     * The same as {@link #completed}, called instead of it and on a thread of the {@link #worker}.
     *
     * @param written the coordinates of the record; null if it failed
     * @param error why the record was not written, or may not have been; null if it was
     */
    void completedOnWorker(WrittenRecord written, Throwable error);

    @Override
    default void completed(WrittenRecord written, Throwable error) {
        worker().execute(() -> completedOnWorker(written, error));
    }
}
