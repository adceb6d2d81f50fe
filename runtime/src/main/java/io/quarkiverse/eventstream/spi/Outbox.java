package io.quarkiverse.eventstream.spi;

/**
 * Stores records in the transaction of their publisher, and sends them after its commit, or when they are due. A CDI bean of an extension;
 * an application has at most one.
 */
public interface Outbox {

    /**
     * Opens the outbox of a stream. Called when the stream is opened, on any thread. Must not wait for a remote party.
     *
     * @param stream the name of the stream, which its stored records carry
     * @param sender sends stored records to the stream, until the outbox is closed
     * @return the outbox of the stream; a new one for each call
     */
    StreamOutbox open(String stream, RecordSender sender);
}
