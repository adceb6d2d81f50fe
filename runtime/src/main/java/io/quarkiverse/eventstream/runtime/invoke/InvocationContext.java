package io.quarkiverse.eventstream.runtime.invoke;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;

/**
 * The Vert.x context of one call of a listener. Quarkus keeps in it what belongs to the call, such as the request scope and the
 * current span; so no two calls share one, not even where the thread still has the context of whoever handed it its work.
 */
final class InvocationContext {

    private InvocationContext() {}

    /** A new context, on any thread; each event loop gets its share of them. */
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
