package io.quarkiverse.eventstream.operations.runtime.desk;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.operations.runtime.topic.BrokerAnswer;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.model.Names;
import io.quarkiverse.eventstream.spi.Broker;
import io.quarkiverse.eventstream.spi.Registration;
import io.quarkiverse.eventstream.spi.StreamTopics;

/**
 * The stream whose dead letters a desk works with: that of a service, or one whose topics a tool has opened.
 *
 * @param listeners the listeners of the service that are registered at the moment; none for a tool
 * @param ownGroups the full groups of which this service has all the listeners; none for a tool
 * @param maxRedrives how often an event is redriven at most
 * @param timeout how long the broker may take for an answer
 */
public record DeskStream(StreamTopics topics, Names names, EventCodec codec, Supplier<List<Registration>> listeners,
        Set<String> ownGroups, int maxRedrives, Duration timeout) {

    /** The most redrives of an event, unless it is configured. */
    public static final int DEFAULT_MAX_REDRIVES = 5;

    Broker broker() {
        return topics.broker().orElseThrow(
                () -> new EventStreamException(
                        "This stream delivers nothing, so that it has no dead letters: a desk needs a stream"
                                + " such as kafka"));
    }

    /** The full dead-letter topics of the listeners, sorted. */
    List<String> deadLetterTopics() {
        return listeners.get().stream().map(Registration::deadLetterTopic).distinct().sorted().toList();
    }

    /** The full groups of this service. */
    Set<String> groups() {
        Set<String> groups = listeners.get().stream().map(Registration::fullGroup).filter(group -> group != null)
                .collect(Collectors.toSet());
        groups.addAll(ownGroups);
        return groups;
    }

    /** Waits for an answer of the broker. */
    <T> T await(CompletionStage<T> stage, String what) {
        return BrokerAnswer.await(stage, what, topics.broker(), timeout);
    }
}
