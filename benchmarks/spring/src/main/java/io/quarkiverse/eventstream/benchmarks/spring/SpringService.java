package io.quarkiverse.eventstream.benchmarks.spring;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.SendResult;

import io.quarkiverse.eventstream.benchmarks.workload.Contestant;
import io.quarkiverse.eventstream.benchmarks.workload.ContestantMain;
import io.quarkiverse.eventstream.benchmarks.workload.Order;
import io.quarkiverse.eventstream.benchmarks.workload.OrderEvent;
import io.quarkiverse.eventstream.benchmarks.workload.Task;

/** Spring for Apache Kafka, in a Spring context. */
public final class SpringService implements Contestant {

    private static final ParameterizedTypeReference<KafkaTemplate<String, OrderEvent>> TEMPLATE = new ParameterizedTypeReference<>() {};

    private final String topic;
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final KafkaTemplate<String, OrderEvent> template;

    private SpringService(Task task, Listener listener) {
        topic = task.topic();
        context.registerBean("task", Task.class, () -> task);
        context.registerBean("listener", Listener.class, () -> listener);
        context.register(KafkaConfiguration.class);
        if (task.listening() != null) {
            context.register(ConsumerConfiguration.class, listeners(task));
        }
        context.refresh();
        template = context.<KafkaTemplate<String, OrderEvent>>getBeanProvider(TEMPLATE).getObject();
    }

    private static Class<?> listeners(Task task) {
        if (task.listening().names().size() > 1) {
            return ContainerPerName.class;
        }
        return task.variant().equals("batch") ? BatchListener.class : RecordListener.class;
    }

    public static void main(String[] args) throws IOException {
        ContestantMain.run(ContestantMain.readTask(), SpringService::new);
    }

    private CompletableFuture<SendResult<String, OrderEvent>> send(Order order) {
        return template.send(topic, order.key(), OrderEvent.of(Order.EVENT, order));
    }

    @Override
    public void publish(Order order, Consumer<Throwable> answered) {
        send(order).whenComplete((result, error) -> answered.accept(error));
    }

    @Override
    public void publishAndWait(Order order) throws InterruptedException, ExecutionException {
        send(order).get();
    }
}
