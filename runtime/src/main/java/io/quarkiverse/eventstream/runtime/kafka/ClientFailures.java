package io.quarkiverse.eventstream.runtime.kafka;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.quarkiverse.eventstream.EventStreamException;

/** Why a Kafka client can't be made. */
final class ClientFailures {

    private static final int MAX_REASONS = 5;

    private ClientFailures() {}

    /**
     * An exception with all reasons that Kafka gives.
     *
     * @param failure the cause of the exception of Kafka's client: the latter says no more than that it failed
     */
    static EventStreamException explained(Throwable failure, KafkaSettings settings) {
        return new EventStreamException("The Kafka stream " + settings.name() + " can't be opened: " + reasons(failure)
                + ". Look at kafka.*, " + settings.key("kafka.*") + " and " + settings.key("tls-configuration-name"), failure);
    }

    /** The messages of a failure and its causes, each once. */
    static String reasons(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(MAX_REASONS)
                .map(Throwable::getMessage).filter(Objects::nonNull).distinct().collect(Collectors.joining(": "));
    }
}
