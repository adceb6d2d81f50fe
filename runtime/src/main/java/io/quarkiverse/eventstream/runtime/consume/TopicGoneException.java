package io.quarkiverse.eventstream.runtime.consume;

import io.quarkiverse.eventstream.EventStreamException;

/** The topic of a replay does not exist, or was deleted: a retry would not help. */
final class TopicGoneException extends EventStreamException {

    private static final long serialVersionUID = 1L;

    TopicGoneException(String message) {
        super(message);
    }

    /** A replay whose topic was replaced by another of the same name. */
    static TopicGoneException recreated(String topic) {
        return new TopicGoneException("The topic " + topic + " was deleted, and created again, while it was replayed:"
                + " records that had not been delivered by then are lost");
    }
}
