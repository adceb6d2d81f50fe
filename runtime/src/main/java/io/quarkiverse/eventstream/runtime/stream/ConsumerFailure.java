package io.quarkiverse.eventstream.runtime.stream;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;

import io.quarkiverse.eventstream.runtime.envelope.ForeignText;

/**
 * Why a consumer ended.
 *
 * @param cause what the client threw
 * @param remedy what happened, where, and what somebody has to do; null where nothing but patience is needed
 */
public record ConsumerFailure(Throwable cause, String remedy) {

    private static final int MESSAGE_LENGTH = 500;
    private static final int MAX_CAUSES = 10;

    /**
     * Whether it may pass by itself.
     *
     * @return false if there is a remedy
     */
    public boolean isTransient() {
        return remedy == null;
    }

    /**
     * Whether memory ran out; on another thread of the client's, perhaps.
     *
     * @return true if an OutOfMemoryError is among the causes
     */
    public boolean isForWantOfMemory() {
        int depth = 0;
        for (Throwable at = cause; at != null && depth < MAX_CAUSES; at = at.getCause()) {
            if (at instanceof OutOfMemoryError) {
                return true;
            }
            depth++;
        }
        return false;
    }

    @Override
    public String toString() {
        if (cause instanceof MisconfiguredConnectionException || cause instanceof AuthenticationException) {
            // What it says is in there.
            return remedy;
        }
        return (isTransient() ? "" : remedy + ": ") + cause.getClass().getSimpleName() + messageOf(cause)
                + (cause.getClass() == KafkaException.class && cause.getCause() != null ? messageOf(cause.getCause()) : "");
    }

    /** The base class of Kafka's says that something failed; why, its cause says. */
    private static String messageOf(Throwable thrown) {
        return thrown.getMessage() == null ? "" : ": " + ForeignText.of(thrown.getMessage(), MESSAGE_LENGTH);
    }
}
