package io.quarkiverse.eventstream.test.standalone;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.runtime.invoke.ListenerInput;
import io.quarkiverse.eventstream.runtime.invoke.ListenerInvoker;
import io.quarkiverse.eventstream.runtime.invoke.ListenerInvokers;
import io.quarkiverse.eventstream.runtime.invoke.ListenerMethod.Execution;
import io.quarkiverse.eventstream.runtime.invoke.ListenerTarget;
import io.quarkiverse.eventstream.runtime.thread.ThreadState;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;

/**
 * Invokes listeners without a container: on the worker thread that delivers the event, or on an event loop. Listeners for virtual
 * threads run on worker threads, too. Event loops are started for the first listener that needs one. Thread-safe.
 */
public final class ContainerlessInvokers implements ListenerInvokers, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ContainerlessInvokers.class);
    private static final int CLOSING_SECONDS = 10;

    private Vertx vertx;

    /** Creates invokers without an event loop. */
    public ContainerlessInvokers() {}

    @Override
    public ListenerInvoker of(Execution execution, ListenerTarget target) {
        if (execution == Execution.EVENT_LOOP) {
            Vertx loops = vertx();
            return new Invoker(target, event -> onEventLoop(target, event, loops));
        }
        return new Invoker(target, event -> invoke(target, event));
    }

    private record Invoker(ListenerTarget target,
            Function<IncomingEvent, CompletionStage<?>> invocation) implements ListenerInvoker {

        @Override
        public CompletionStage<?> start(IncomingEvent event) {
            return invocation.apply(event);
        }

        @Override
        public ListenerInput input() {
            return target.input();
        }
    }

    private static CompletionStage<?> onEventLoop(ListenerTarget target, IncomingEvent event, Vertx loops) {
        CompletableFuture<Object> ended = new CompletableFuture<>();
        loops.getOrCreateContext().runOnContext(ignored -> invoke(target, event).handle((result, failure) -> failure == null
                ? ended.complete(result)
                : ended.completeExceptionally(failure)));
        return ended;
    }

    private static CompletionStage<?> invoke(ListenerTarget target, IncomingEvent event) {
        ThreadState thread = ThreadState.enter();
        try {
            CompletionStage<?> stage = target.invoke(event);
            return stage == null ? CompletableFuture.completedStage(null) : stage;
        } catch (Throwable failure) {
            // Errors too, as in an application.
            return CompletableFuture.failedStage(failure);
        } finally {
            thread.leave();
        }
    }

    private synchronized Vertx vertx() {
        if (vertx == null) {
            vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setFileSystemOptions(
                    new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        }
        return vertx;
    }

    /** Stops the event loops, if there are any, and waits for their end. */
    @Override
    public synchronized void close() {
        if (vertx == null) {
            return;
        }
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(CLOSING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("The event loops of a stream did not stop cleanly", e);
        }
    }
}
