package io.quarkiverse.eventstream.runtime.bus;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

import io.smallrye.mutiny.Uni;

/**
 * Publishes the results of methods. There are two, since the outbox needs the transaction of the method, and without it the transaction must
 * have committed: one inside of the interceptor of transactions, and one around it.
 */
abstract class ResultPublisher {

    private final EventStreams streams;
    private final boolean isResponsible;

    ResultPublisher(EventStreams streams, boolean isResponsible) {
        this.streams = streams;
        this.isResponsible = isResponsible;
    }

    /** Publishes within the transaction, if there is an outbox. */
    @PublishedResult(stream = "")
    @Interceptor
    @Priority(Interceptor.Priority.LIBRARY_BEFORE)
    public static class InTransaction extends ResultPublisher {

        @Inject
        InTransaction(EventStreams streams, BusExtensions extensions) {
            super(streams, extensions.outbox() != null);
        }

        @AroundInvoke
        Object around(InvocationContext method) throws Exception {
            return publishResult(method);
        }
    }

    /** Publishes after the transaction, if there is no outbox. */
    @PublishedResult(stream = "")
    @Interceptor
    @Priority(Interceptor.Priority.PLATFORM_BEFORE + 100)
    public static class AfterTransaction extends ResultPublisher {

        @Inject
        AfterTransaction(EventStreams streams, BusExtensions extensions) {
            super(streams, extensions.outbox() == null);
        }

        @AroundInvoke
        Object around(InvocationContext method) throws Exception {
            return publishResult(method);
        }
    }

    Object publishResult(InvocationContext method) throws Exception {
        Object result = method.proceed();
        if (!isResponsible || result == null) {
            return result;
        }
        EventBus stream = streams.busToPublish(method.getInterceptorBinding(PublishedResult.class).stream());
        if (result instanceof Uni<?> uni) {
            return uni.call(payload -> payload == null
                    ? Uni.createFrom().nullItem()
                    : Uni.createFrom().completionStage(() -> stream.publishResultLater(payload)));
        }
        if (result instanceof CompletionStage<?> stage) {
            return stage.thenCompose(payload -> payload == null
                    ? CompletableFuture.completedStage(null)
                    : stream.publishResultLater(payload).thenApply(receipt -> payload));
        }
        stream.publishResult(result);
        return result;
    }
}
