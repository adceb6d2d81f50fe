package io.quarkiverse.eventstream.spi;

import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;

/**
 * Told how sending a record ended.
 */
@FunctionalInterface
public interface SendCallback {

    /**
     * Called once. Must not block: it may be on the thread that does the stream's input and output.
     *
     * @param written where the record was written; null if it failed
     * @param error why it failed; null if it was written
     */
    void completed(WrittenRecord written, Throwable error);
}
