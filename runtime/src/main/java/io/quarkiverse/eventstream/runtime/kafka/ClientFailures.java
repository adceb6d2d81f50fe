package io.quarkiverse.eventstream.runtime.kafka;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.quarkiverse.eventstream.EventStreamException;

/** Why a client of Kafka's can't be made. */
final class ClientFailures {

    private static final int MAX_REASONS = 5;

    private ClientFailures() {}

    /**
     * Puts a failure into words.
     *
     * @param failure what Kafka's client said, or its cause: what it says itself is that it failed, no more
     * @param settings of the stream that it was for
     * @return with all reasons that Kafka gives
     */
    static EventStreamException explained(Throwable failure, KafkaSettings settings) {
        String reasons = Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(MAX_REASONS)
                .map(Throwable::getMessage).filter(Objects::nonNull).distinct().collect(Collectors.joining(": "));
        return new EventStreamException("The Kafka stream " + settings.name() + " can't be opened: " + reasons
                + ". Look at kafka.*, " + settings.key("kafka.*") + " and " + settings.key("tls-configuration-name"), failure);
    }
}
