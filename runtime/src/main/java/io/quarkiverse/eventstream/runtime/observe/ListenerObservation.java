package io.quarkiverse.eventstream.runtime.observe;

import java.util.function.Consumer;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.runtime.model.AbandonedInvocation;
import io.quarkiverse.eventstream.runtime.model.DeadLetter;

/**
 * Watches one listener.
 */
public interface ListenerObservation {

    /** Watches nothing. */
    ListenerObservation NONE = new ListenerObservation() {};

    /**
     * A call begins, on this thread and in the contexts of the call.
     *
     * @return told of the end of the call: what it failed with, or null; an {@link AbandonedInvocation} if it neither failed nor dealt
     *         with the event. On whatever thread the call ends, and before anything is made of its end
     */
    default Consumer<Throwable> invoking(IncomingEvent event) {
        return failure -> {};
    }

    /**
     * Where to log about an event: within the trace of the attempt that has just ended, if there is one, else of the event.
     */
    default Consumer<Runnable> contextOf(IncomingEvent event) {
        return Runnable::run;
    }

    /** Where to log about a record that is no event. */
    default Consumer<Runnable> contextOf(ConsumerRecord<byte[], byte[]> record) {
        return Runnable::run;
    }

    /** The listener is registered. */
    default void registered(ObservedListener listener, ObservedConsumption consumption) {}

    /** The listener is through with an event because its failure policy says that it is skipped. */
    default void skipped(IncomingEvent event) {}

    /** The listener is stopped because its failure policy says so, and waits with the event until it is resumed. */
    default void stopped(IncomingEvent event) {}

    /**
     * A record that the listener gave up is about to be written to a dead-letter topic.
     *
     * @return told of the end: why it could not be written, or null if it was
     */
    default Consumer<Throwable> deadLettering(DeadLetter letter) {
        return error -> {};
    }

    /** The listener was cancelled, and its last call has ended. */
    default void cancelled() {}
}
