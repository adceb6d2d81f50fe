package io.quarkiverse.eventstream.runtime.kafka;

/**
 * How a consumer comes by its partitions. Confined to the polling thread.
 */
interface Assignment {

    /** Before the first poll. */
    void begin();

    /** Before each poll. */
    void refresh();
}
