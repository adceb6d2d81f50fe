package io.quarkiverse.eventstream.spi;

import io.quarkiverse.eventstream.IncomingEvent;

/**
 * Surrounds the invocations of some listeners, for example with a transaction. A CDI bean of an extension; if there are several, each
 * surrounds the next. Thread-safe.
 */
public interface ListenerGuard {

    /** An invocation of a listener, on the calling thread. */
    @FunctionalInterface
    interface Invocation {

        /**
         * Invokes the listener.
         *
         * @throws Exception if the listener fails; an error is thrown as it is
         */
        void run() throws Exception;
    }

    /**
     * Whether the invocations of a listener are surrounded. Asked once, when the listener is registered. The listener has to be one that
     * returns {@code void}: the stage of another would end outside.
     *
     * @param listenerId the id of the listener
     * @return whether {@link #invoke} is called for its invocations
     */
    boolean guards(String listenerId);

    /**
     * Invokes a listener, or leaves it out because it has completed the event before. Called on the thread of the invocation, in its
     * request context.
     *
     * @param listenerId the id of the listener
     * @param event the event
     * @param invocation invokes the listener; called at most once
     * @throws Exception if the listener has failed, or could not be invoked: the failure policy of the listener applies
     */
    void invoke(String listenerId, IncomingEvent event, Invocation invocation) throws Exception;
}
