package io.quarkiverse.eventstream.runtime.observe;

import java.util.List;

import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.runtime.model.ListenerSpec;
import io.quarkiverse.eventstream.runtime.model.Names;
import io.quarkiverse.eventstream.spi.StreamConnection;

/**
 * Watches one stream at work, for tracing or metrics. All methods may be called from any thread, and none blocks. What
 * {@link #of} makes of observers throws nothing.
 */
public interface StreamObserver {

    /** Watches nothing. */
    StreamObserver NONE = new StreamObserver() {};

    /** A bean that makes an observer for each stream. */
    @FunctionalInterface
    interface Factory {

        /** The priority of observers that begin first and end last, so that what others do belongs to the span of a call. */
        int OUTER = 2;
        /** The priority of observers that begin last and end first. */
        int INNER = 1;

        /**
         * For one stream.
         *
         * @param kind the name of its kind, such as {@code kafka}
         */
        StreamObserver of(String stream, String kind, Names names);
    }

    /**
     * Several observers as one, which throws nothing even if they do.
     *
     * @param all the observers, in the order in which they begin
     */
    static StreamObserver of(List<StreamObserver> all) {
        return all.isEmpty() ? NONE : new StreamObservers(List.copyOf(all));
    }

    /** The stream is open. */
    default void opened(StreamConnection connection) {}

    /**
     * An event is about to be published.
     *
     * @param topics its topics, with the prefix
     */
    default PublishObservation publishing(OutgoingEvent event, List<String> topics) {
        return PublishObservation.NONE;
    }

    /** A listener is being made. It may still turn out that it can't be registered. */
    default ListenerObservation listening(ListenerSpec listener) {
        return ListenerObservation.NONE;
    }

    /** A topic is about to be consumed. */
    default GroupObservation consuming(ObservedGroup group) {
        return GroupObservation.NONE;
    }

    /** The stream is closed. */
    default void closed() {}
}
