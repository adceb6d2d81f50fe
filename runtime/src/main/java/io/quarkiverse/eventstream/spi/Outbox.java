package io.quarkiverse.eventstream.spi;

/**
 * Stores records in the transaction of their publisher, and sends them after its commit. A CDI bean of an extension; an application has at
 * most one.
 */
public interface Outbox {

    /**
     * Opens the outbox of a stream. Called when the stream is opened, unless its configuration turns the outbox off, on any thread. Must
     * not wait for a remote party.
     *
     * @param settings the stream
     * @param sender sends stored records to the stream, until the outbox is closed
     * @return the outbox of the stream; a new one for each call
     */
    StreamOutbox open(StreamSettings settings, RecordSender sender);
}
