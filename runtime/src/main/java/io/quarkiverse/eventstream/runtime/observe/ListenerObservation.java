package io.quarkiverse.eventstream.runtime.observe;

import java.util.Map;
import java.util.function.Consumer;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.runtime.model.AbandonedInvocation;
import io.quarkiverse.eventstream.runtime.model.DeadLetter;

/**
 * Observes a listener. No method blocks.
 */
public interface ListenerObservation {

    /** Observes nothing. */
    ListenerObservation NONE = new ListenerObservation() {};

    /**
     * An invocation begins, on this thread and in its contexts.
     *
     * @return called when the invocation ends, on any thread, before the result is handled: with the failure; with an
     *         {@link AbandonedInvocation} if the event was neither completed nor failed; with null for success
     */
    default Consumer<Throwable> invoking(IncomingEvent event) {
        return failure -> {};
    }

    /**
     * Runs a task that logs about an event: in the trace of the attempt that has just failed, if there is one, else of the event.
     */
    default Consumer<Runnable> contextOf(IncomingEvent event) {
        return Runnable::run;
    }

    /** Runs a task that logs about an undecodable record, in its trace. */
    default Consumer<Runnable> contextOf(ConsumerRecord<byte[], byte[]> record) {
        return Runnable::run;
    }

    /** The trace of this thread, as headers of a dead letter. Asked in the {@linkplain #contextOf context of the event}. */
    default Map<String, String> trace() {
        return Map.of();
    }

    /** The listener is registered. */
    default void registered(ObservedListener listener, ObservedConsumption consumption) {}

    /** The failure policy has skipped an event. */
    default void skipped(IncomingEvent event) {}

    /** The failure policy has stopped the listener; the event waits until the listener is resumed. */
    default void stopped(IncomingEvent event) {}

    /**
     * A dead letter is about to be written.
     *
     * @return called when it is written, with null, or with the failure
     */
    default Consumer<Throwable> deadLettering(DeadLetter letter) {
        return error -> {};
    }

    /** The listener was cancelled, and its last invocation has ended. */
    default void cancelled() {}
}
