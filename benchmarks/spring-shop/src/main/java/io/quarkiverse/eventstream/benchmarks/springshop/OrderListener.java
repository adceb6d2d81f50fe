package io.quarkiverse.eventstream.benchmarks.springshop;

import org.springframework.kafka.annotation.KafkaListener;

import io.quarkiverse.eventstream.benchmarks.workload.Contestant;
import io.quarkiverse.eventstream.benchmarks.workload.OrderEvent;

/** The listener of the service. */
class OrderListener {

    private final Contestant.Listener listener;

    OrderListener(Contestant.Listener listener) {
        this.listener = listener;
    }

    @KafkaListener(topics = "#{@task.topic()}", groupId = "#{@task.group()}")
    void receive(OrderEvent event) throws InterruptedException {
        listener.handle(event.payload());
    }
}
