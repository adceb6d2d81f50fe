package io.quarkiverse.eventstream.runtime.invoke;

import java.util.List;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.spi.ListenerGuard;

/** A listener whose invocations an extension surrounds. */
public record GuardedTarget(ListenerTarget target, ListenerGuard guard, String listenerId) implements DelegatingTarget {

    /** Surrounds a listener with the guards that want it. */
    public static ListenerTarget of(ListenerTarget target, List<ListenerGuard> guards, String listenerId) {
        ListenerTarget guarded = target;
        for (ListenerGuard guard : guards) {
            guarded = guard.guards(listenerId) ? new GuardedTarget(guarded, guard, listenerId) : guarded;
        }
        return guarded;
    }

    /** Guards are for listeners without a stage. */
    @Override
    public CompletionStage<?> invoke(IncomingEvent event) throws Exception {
        guard.invoke(listenerId, event, () -> target.invoke(event));
        return null;
    }
}
