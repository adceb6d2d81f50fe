package io.quarkiverse.eventstream.benchmarks.bus;

import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.benchmarks.workload.Order;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** The listeners of a service; a task enables one of them. */
class OrderListeners {

    static final String ON_WORKER = "on-worker";
    static final String ON_VIRTUAL_THREAD = "on-virtual-thread";

    @OnEvent(id = ON_WORKER, topic = "${orders.topic}", group = "${orders.group}", name = "${orders.name}", offset = "earliest")
    void handle(Order order) throws InterruptedException {
        EventstreamService.listener().handle(order);
    }

    @RunOnVirtualThread
    @OnEvent(id = ON_VIRTUAL_THREAD, topic = "${orders.topic}", group = "${orders.group}", name = "${orders.name}",
            offset = "earliest")
    void handleOnVirtualThread(Order order) throws InterruptedException {
        EventstreamService.listener().handle(order);
    }
}
