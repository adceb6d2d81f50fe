package io.quarkiverse.eventstream.runtime.dev.ui;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.runtime.model.ListenerSpec;
import io.quarkiverse.eventstream.runtime.model.Names;
import io.quarkiverse.eventstream.runtime.observe.ListenerObservation;
import io.quarkiverse.eventstream.runtime.observe.PublishObservation;
import io.quarkiverse.eventstream.runtime.observe.StreamObserver;

/**
 * What was published to a stream since the start, and its listeners. Thread-safe.
 */
final class ObservedStream implements StreamObserver {

    /** Names of events may be made up by the application without end. */
    private static final int MOST_PUBLISHERS = 500;

    private final String name;
    private final Names names;
    private final PublisherFinder publishers;
    private final Map<String, ObservedListenerActivity> listeners = new ConcurrentSkipListMap<>();
    private final Map<Publication, LongAdder> published = new ConcurrentHashMap<>();

    /**
     * Which code publishes which events.
     *
     * @param topic the topic, with the prefix
     * @param event the name of the events; empty for tombstones and raw records
     */
    record Publication(String publisher, String topic, String event) {}

    ObservedStream(String name, Names names, PublisherFinder publishers) {
        this.name = name;
        this.names = names;
        this.publishers = publishers;
    }

    String name() {
        return name;
    }

    /** The registered listeners, sorted by id. */
    Collection<ObservedListenerActivity> listeners() {
        return listeners.values().stream().filter(ObservedListenerActivity::isRegistered).toList();
    }

    /** How many records each publisher has written. */
    Map<Publication, LongAdder> published() {
        return published;
    }

    /** The topics that listeners and publishers use, with the prefix. */
    SortedSet<String> topics() {
        SortedSet<String> topics = new TreeSet<>();
        listeners().forEach(listener -> topics.add(names.fullTopic(listener.spec().topic())));
        published.keySet().forEach(publication -> topics.add(publication.topic()));
        return topics;
    }

    @Override
    public PublishObservation publishing(OutgoingEvent event, List<String> topics) {
        String publisher = publishers.publisher();
        return new PublishObservation() {

            @Override
            public void answered(String topic, WrittenRecord written, Throwable error) {
                if (error == null) {
                    count(new Publication(publisher, topic, event.name()));
                }
            }
        };
    }

    private void count(Publication publication) {
        if (published.size() < MOST_PUBLISHERS || published.containsKey(publication)) {
            published.computeIfAbsent(publication, absent -> new LongAdder()).increment();
        }
    }

    @Override
    public ListenerObservation listening(ListenerSpec spec) {
        ObservedListenerActivity listener = new ObservedListenerActivity(spec, listeners);
        listeners.put(spec.id(), listener);
        return listener;
    }
}
