package io.quarkiverse.eventstream.runtime.invoke;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.runtime.listen.ListenerCall;

/**
 * Calls a listener on the worker thread that delivers the event.
 *
 * @param target the listener
 */
public record WorkerCall(ListenerTarget target) implements ListenerCall {

    @Override
    public CompletionStage<?> start(IncomingEvent event) {
        CompletableFuture<Object> ended = new CompletableFuture<>();
        RequestScoped.invoke(target, event, ended);
        return ended;
    }
}
