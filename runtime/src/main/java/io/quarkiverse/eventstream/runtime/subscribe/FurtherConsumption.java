package io.quarkiverse.eventstream.runtime.subscribe;

import java.time.Duration;
import java.util.stream.Stream;

import io.quarkiverse.eventstream.runtime.model.Names;
import io.quarkiverse.eventstream.spi.StreamConnection;

/**
 * Consumes further topics for the listeners of a stream, such as commands to deliver dead letters again. Thread-safe.
 */
public interface FurtherConsumption {

    /** Consumes nothing. */
    FurtherConsumption NONE = new FurtherConsumption() {};

    /** A bean that consumes further topics of each stream. */
    @FunctionalInterface
    interface Factory {

        FurtherConsumption of(StreamConnection connection, Consumptions consumers, Names names);
    }

    /** A listener was registered. */
    default void registered(Listener listener) {}

    /** A listener was cancelled; invocations may be in flight. */
    default void cancelled(Listener listener) {}

    /** A listener was paused, resumed or cancelled: waiting deliveries recheck it. */
    default void listenersChanged() {}

    /** The stream stops: nothing more is to be consumed. */
    default void close() {}

    /** The health of the listeners of these topics. */
    default Stream<ListenerHealth> health(Duration stuckAfter) {
        return Stream.empty();
    }
}
