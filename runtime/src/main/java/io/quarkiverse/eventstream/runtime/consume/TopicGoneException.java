package io.quarkiverse.eventstream.runtime.consume;

import io.quarkiverse.eventstream.EventStreamException;

/**
 * What was to be consumed does not exist, or not any more: to try it again is of no use.
 */
final class TopicGoneException extends EventStreamException {

    private static final long serialVersionUID = 1L;

    TopicGoneException(String message) {
        super(message);
    }
}
