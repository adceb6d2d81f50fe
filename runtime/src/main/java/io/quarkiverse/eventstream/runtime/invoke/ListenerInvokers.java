package io.quarkiverse.eventstream.runtime.invoke;

import io.vertx.core.Vertx;

/**
 * Creates invokers.
 */
@FunctionalInterface
public interface ListenerInvokers {

    /**
     * Creates the invoker of a listener.
     */
    ListenerInvoker of(ListenerMethod.Execution execution, ListenerTarget target);

    /**
     * Invokers within an application: each invocation has a Vert.x context and a request scope of its own.
     */
    static ListenerInvokers inApplication(Vertx vertx) {
        return (execution, target) -> switch (execution) {
            case WORKER -> new WorkerInvoker(target, vertx.getOrCreateContext());
            case EVENT_LOOP -> new EventLoopInvoker(target, vertx);
            case VIRTUAL_THREAD -> new VirtualThreadInvoker(target, vertx.getOrCreateContext());
        };
    }
}
