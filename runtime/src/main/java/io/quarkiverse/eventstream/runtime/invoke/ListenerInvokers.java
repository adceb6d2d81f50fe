package io.quarkiverse.eventstream.runtime.invoke;

import io.vertx.core.Vertx;

/**
 * The ways to call a listener.
 */
@FunctionalInterface
public interface ListenerInvokers {

    /**
     * The way to call a listener on a kind of thread.
     *
     * @param execution the kind of thread
     */
    ListenerInvoker of(ListenerMethod.Execution execution, ListenerTarget target);

    /**
     * Calls within an application: each has a Vert.x context and a request scope of its own.
     *
     * @param vertx has the event loops, and makes the contexts
     */
    static ListenerInvokers inApplication(Vertx vertx) {
        return (execution, target) -> switch (execution) {
            case WORKER -> new WorkerInvoker(target, vertx.getOrCreateContext());
            case EVENT_LOOP -> new EventLoopInvoker(target, vertx);
            case VIRTUAL_THREAD -> new VirtualThreadInvoker(target, vertx.getOrCreateContext());
        };
    }
}
