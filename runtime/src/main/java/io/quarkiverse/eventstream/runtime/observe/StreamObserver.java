package io.quarkiverse.eventstream.runtime.observe;

import java.util.List;

import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.runtime.model.ListenerSpec;
import io.quarkiverse.eventstream.runtime.model.Names;
import io.quarkiverse.eventstream.spi.StreamConnection;

/**
 * Observes a stream, for tracing or metrics. Thread-safe; no method blocks. The result of {@link #of} throws nothing.
 */
public interface StreamObserver {

    /** Observes nothing. */
    StreamObserver NONE = new StreamObserver() {};

    /** A bean that creates an observer for each stream. */
    @FunctionalInterface
    interface Factory {

        /** The priority of observers that begin first and end last: a span includes the work of other observers. */
        int OUTER = 2;
        /** The priority of observers that begin last and end first. */
        int INNER = 1;

        /**
         * Creates the observer of a stream.
         *
         * @param provider the name of the stream provider, such as {@code kafka}
         */
        StreamObserver of(String stream, String provider, Names names);
    }

    /**
     * Combines observers to one that throws nothing: their exceptions are logged.
     *
     * @param all the observers, in the order in which they begin
     */
    static StreamObserver of(List<StreamObserver> all) {
        return all.isEmpty() ? NONE : new StreamObservers(List.copyOf(all));
    }

    default void opened(StreamConnection connection) {}

    /**
     * An event is about to be published.
     *
     * @param topics its topics, with the prefix
     */
    default PublishObservation publishing(OutgoingEvent event, List<String> topics) {
        return PublishObservation.NONE;
    }

    /** The outbox has sent a stored record, which this instance or another has published. On any thread. */
    default void relayed(ProducerRecord<byte[], byte[]> record, WrittenRecord written) {}

    /** A delayed event was cancelled. */
    default void cancelled(String eventId) {}

    /** A listener is being created. Its registration may still fail. */
    default ListenerObservation listening(ListenerSpec listener) {
        return ListenerObservation.NONE;
    }

    /** A consumer is about to begin. */
    default GroupObservation consuming(ObservedGroup group) {
        return GroupObservation.NONE;
    }

    default void closed() {}
}
