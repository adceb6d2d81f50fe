package io.quarkiverse.eventstream.benchmarks.spring;

import java.util.List;

import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.kafka.listener.adapter.FilteringMessageListenerAdapter;

import io.quarkiverse.eventstream.benchmarks.workload.Contestant;
import io.quarkiverse.eventstream.benchmarks.workload.OrderEvent;
import io.quarkiverse.eventstream.benchmarks.workload.Task;

/** A container for each name, each with its own group. */
class ContainerPerName implements SmartLifecycle {

    private final List<ConcurrentMessageListenerContainer<String, OrderEvent>> containers;
    private volatile boolean running;

    ContainerPerName(Task task, Contestant.Listener listener,
            ConcurrentKafkaListenerContainerFactory<String, OrderEvent> factory) {
        containers = task.listening().names().stream().map(name -> container(task, name, listener, factory)).toList();
    }

    private static ConcurrentMessageListenerContainer<String, OrderEvent> container(Task task, String name,
            Contestant.Listener listener, ConcurrentKafkaListenerContainerFactory<String, OrderEvent> factory) {
        ConcurrentMessageListenerContainer<String, OrderEvent> container = factory.createContainer(task.topic());
        container.setBeanName(name);
        container.getContainerProperties().setGroupId(task.group() + "-" + name);
        MessageListener<String, OrderEvent> handler = record -> handle(listener, record.value());
        container.setupMessageListener(
                new FilteringMessageListenerAdapter<>(handler, record -> !record.value().name().equals(name)));
        return container;
    }

    private static void handle(Contestant.Listener listener, OrderEvent event) {
        try {
            listener.handle(event.payload());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void start() {
        containers.forEach(MessageListenerContainer::start);
        running = true;
    }

    @Override
    public void stop() {
        containers.forEach(MessageListenerContainer::stop);
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
