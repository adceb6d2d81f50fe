package io.quarkiverse.eventstream.benchmarks.smallrye;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import io.quarkiverse.eventstream.benchmarks.workload.Contestant;
import io.quarkiverse.eventstream.benchmarks.workload.OrderEvent;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.reactive.messaging.annotations.Blocking;

/** The listeners to one name, of which a task enables one. application.properties configures the retries. */
@ApplicationScoped
class OrderListeners {

    private final Contestant.Listener listener = SmallRyeService.listener();
    private final String name = SmallRyeService.task().listening() == null
            ? null
            : SmallRyeService.task().listening().names().get(0);

    /** Non-blocking: on a worker it would take longer. */
    @Incoming(Channels.ORDERS)
    @NonBlocking
    void handle(OrderEvent event) throws InterruptedException {
        call(event);
    }

    @Incoming(Channels.BATCH)
    @NonBlocking
    void handle(List<OrderEvent> events) throws InterruptedException {
        for (OrderEvent event : events) {
            call(event);
        }
    }

    @Incoming(Channels.BY_PARTITION)
    @Blocking
    void handleByPartition(OrderEvent event) throws InterruptedException {
        call(event);
    }

    /** The connector, not the worker pool, keeps the order of a key. */
    @Incoming(Channels.BY_KEY)
    @Blocking(value = Channels.POOL, ordered = false)
    void handleByKey(OrderEvent event) throws InterruptedException {
        call(event);
    }

    @Incoming(Channels.ON_VIRTUAL_THREADS)
    @RunOnVirtualThread
    void handleOnVirtualThread(OrderEvent event) throws InterruptedException {
        call(event);
    }

    @Incoming(Channels.RETRIED_BY_PARTITION)
    @Blocking
    @Retry
    void handleAgainByPartition(OrderEvent event) throws InterruptedException {
        call(event);
    }

    @Incoming(Channels.RETRIED_BY_KEY)
    @Blocking(value = Channels.POOL, ordered = false)
    @Retry
    void handleAgainByKey(OrderEvent event) throws InterruptedException {
        call(event);
    }

    private void call(OrderEvent event) throws InterruptedException {
        if (event.name().equals(name)) {
            listener.handle(event.payload());
        }
    }
}
