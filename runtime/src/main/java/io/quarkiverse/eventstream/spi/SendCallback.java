package io.quarkiverse.eventstream.spi;

import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;

/**
 * Gets the outcome of sending a record. The bus implements it.
 */
@FunctionalInterface
public interface SendCallback {

    /**
     * Called exactly once for each record, on any thread. Does not block and throws nothing, so the thread may be the one that does the
     * input and output of the stream. Exactly one of the arguments is null.
     *
     * @param written the coordinates of the record; partition and offset are -1 on a stream that has none. Null if the record failed
     * @param error why the record was not written, or may not have been; null if it was
     */
    void completed(WrittenRecord written, Throwable error);
}
