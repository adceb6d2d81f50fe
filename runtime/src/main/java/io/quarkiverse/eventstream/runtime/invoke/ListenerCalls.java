package io.quarkiverse.eventstream.runtime.invoke;

import io.quarkiverse.eventstream.runtime.listen.ListenerCall;
import io.vertx.core.Vertx;

/**
 * The ways to call a listener.
 */
@FunctionalInterface
public interface ListenerCalls {

    /**
     * The way to call a listener on a kind of thread.
     *
     * @param execution the kind of thread
     * @param target the listener
     * @return the call
     */
    ListenerCall of(ListenerMethod.Execution execution, ListenerTarget target);

    /**
     * Calls within an application: each has a Vert.x context and a request scope of its own.
     *
     * @param vertx has the event loops, and makes the contexts
     * @return the ways to call a listener
     */
    static ListenerCalls inApplication(Vertx vertx) {
        return (execution, target) -> switch (execution) {
            case WORKER -> new WorkerCall(target, vertx.getOrCreateContext());
            case EVENT_LOOP -> new EventLoopCall(target, vertx);
            case VIRTUAL_THREAD -> new VirtualThreadCall(target, vertx.getOrCreateContext());
        };
    }
}
