package io.quarkiverse.eventstream.runtime.invoke;

import java.util.concurrent.CompletionStage;

import io.quarkiverse.eventstream.IncomingEvent;
import io.vertx.core.Context;
import io.vertx.core.impl.ContextInternal;

/**
 * Invokes a listener on the worker thread that delivers the event.
 *
 * @param root a context of the event loop that the contexts of invocations belong to
 */
record WorkerInvoker(ListenerTarget target, Context root) implements TargetInvoker {

    @Override
    public CompletionStage<?> start(IncomingEvent event) {
        ContextInternal context = InvocationContext.of(root);
        ContextInternal before = context.beginDispatch();
        try {
            return RequestScoped.invoke(target, event);
        } finally {
            context.endDispatch(before);
        }
    }
}
