package io.quarkiverse.eventstream.runtime.dev.ui;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.inject.Inject;

import io.quarkiverse.eventstream.runtime.bus.EventStreams;
import io.quarkiverse.eventstream.spi.Registration;
import io.quarkus.runtime.annotations.DevMCPEnableByDefault;
import io.quarkus.runtime.annotations.JsonRpcDescription;

/**
 * The page that shows who publishes and listens to what.
 */
public class GraphService {

    @Inject
    EventStreams streams;

    @Inject
    ObservedStreams observed;

    /**
     * The graph of a stream.
     *
     * @param publishers those that have published since the start: others can't be known
     */
    public record GraphView(String stream, List<PublisherView> publishers, List<ConsumerView> listeners) {}

    /**
     * Code that publishes.
     *
     * @param topic the topic, with the prefix
     * @param event the name of the events; empty for tombstones and raw records
     * @param count how many it has published since the start
     */
    public record PublisherView(String publisher, String topic, String event, long count) {}

    /**
     * A listener.
     *
     * @param topic the topic, with the prefix
     * @param group the group, with the prefix; null for none
     * @param deadLetterTopic where its failure policy may write dead letters, with the prefix
     * @param deadLetters how many it has written since the start
     */
    public record ConsumerView(String id, String topic, String event, String group, long invocations, String deadLetterTopic,
            long deadLetters) {}

    @JsonRpcDescription("Shows who publishes and listens to what: the code that has published since the start with topic, name and"
            + " count, and the listeners with topic, name, group and dead-letter topic")
    @DevMCPEnableByDefault
    public List<GraphView> graph() {
        List<GraphView> graphs = new ArrayList<>();
        observed.all().forEach(stream -> graphs.add(graph(stream)));
        return graphs;
    }

    private GraphView graph(ObservedStream stream) {
        Map<String, Registration> registrations = streams.access(stream.name()).registrations().stream()
                .collect(Collectors.toMap(Registration::id, Function.identity()));
        List<ConsumerView> listeners = stream.listeners().stream()
                .filter(listener -> registrations.containsKey(listener.spec().id()))
                .map(listener -> view(listener, registrations.get(listener.spec().id()))).toList();
        List<PublisherView> publishers = stream.published().entrySet().stream()
                .map(entry -> new PublisherView(entry.getKey().publisher(), entry.getKey().topic(), entry.getKey().event(),
                        entry.getValue().sum()))
                .sorted(Comparator.comparing(PublisherView::publisher).thenComparing(PublisherView::topic)
                        .thenComparing(PublisherView::event))
                .toList();
        return new GraphView(stream.name(), publishers, listeners);
    }

    private static ConsumerView view(ObservedListenerActivity listener, Registration registration) {
        return new ConsumerView(registration.id(), registration.fullTopic(), registration.name(), registration.fullGroup(),
                listener.invocations(), registration.deadLetterTopic(), listener.deadLetters());
    }
}
