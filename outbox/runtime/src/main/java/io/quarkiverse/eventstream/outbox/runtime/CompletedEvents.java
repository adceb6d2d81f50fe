package io.quarkiverse.eventstream.outbox.runtime;

/** The events that listeners with {@link io.quarkiverse.eventstream.outbox.Once} have completed. Thread-safe. */
public interface CompletedEvents {

    /**
     * Records an event in the transaction of the calling thread. Waits while another transaction is about to record it.
     *
     * @throws AlreadyRecordedException if it is recorded, most probably
     */
    void record(String listenerId, String key) throws Exception;

    /** Whether an event is recorded. */
    boolean isRecorded(String listenerId, String key) throws Exception;

    /** An event is recorded already, or its record breaks another constraint, which is the cause. */
    final class AlreadyRecordedException extends Exception {

        private static final long serialVersionUID = 1L;

        /** @param cause thrown if the event turns out not to be recorded */
        public AlreadyRecordedException(Exception cause) {
            super(cause);
        }

        @Override
        public synchronized Exception getCause() {
            return (Exception) super.getCause();
        }
    }
}
