package io.quarkiverse.eventstream;

/**
 * Handles the records of a {@link Subscription} as they are.
 */
@FunctionalInterface
public interface RecordHandler {

    /**
     * Handles one record, on a worker thread or a virtual thread. The listener has completed the record when this method returns.
     *
     * @param record the record, which need not be an event; not null
     * @throws Exception if the record could not be handled. The handler is invoked again for it after a growing delay, until its failure
     *         policy applies
     */
    void handle(EventRecord record) throws Exception;
}
