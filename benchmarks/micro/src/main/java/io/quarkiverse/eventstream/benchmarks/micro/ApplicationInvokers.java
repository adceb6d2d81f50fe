package io.quarkiverse.eventstream.benchmarks.micro;

import io.quarkiverse.eventstream.runtime.invoke.ListenerInvoker;
import io.quarkiverse.eventstream.runtime.invoke.ListenerInvokers;
import io.quarkiverse.eventstream.runtime.invoke.ListenerMethod.Execution;
import io.quarkiverse.eventstream.runtime.invoke.ListenerTarget;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcInitConfig;
import io.quarkus.vertx.runtime.VertxCurrentContextFactory;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;

/**
 * Invokes listeners as an application does, each invocation in its own Vert.x context and request scope. The container has no beans.
 */
final class ApplicationInvokers implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setFileSystemOptions(
            new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    private final ListenerInvokers invokers = ListenerInvokers.inApplication(vertx);

    ApplicationInvokers() {
        Arc.initialize(ArcInitConfig.builder().setCurrentContextFactory(new VertxCurrentContextFactory()).build());
    }

    /** An invocation on the delivering thread. */
    ListenerInvoker onWorker(ListenerTarget target) {
        return invokers.of(Execution.WORKER, target);
    }

    @Override
    public void close() {
        Arc.shutdown();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
