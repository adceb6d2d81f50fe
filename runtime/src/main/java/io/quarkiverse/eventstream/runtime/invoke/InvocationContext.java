package io.quarkiverse.eventstream.runtime.invoke;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;

/**
 * Creates the Vert.x context of an invocation. Quarkus keeps the request scope and the current span in it, so each invocation has its own,
 * even if the thread has a context already.
 */
final class InvocationContext {

    private InvocationContext() {}

    /** A new context, on any thread. Vert.x distributes contexts over the event loops. */
    static ContextInternal of(Vertx vertx) {
        return of(vertx.getOrCreateContext());
    }

    /** A new context with the event loop of another. */
    static ContextInternal of(Context root) {
        Context context = VertxContext.createNewDuplicatedContext(root);
        VertxContextSafetyToggle.setContextSafe(context, true);
        return (ContextInternal) context;
    }
}
