package io.quarkiverse.eventstream.benchmarks.bus;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

import jakarta.inject.Inject;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.benchmarks.workload.Contestant;
import io.quarkiverse.eventstream.benchmarks.workload.ContestantMain;
import io.quarkiverse.eventstream.benchmarks.workload.Order;
import io.quarkiverse.eventstream.benchmarks.workload.Task;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The bus, in a Quarkus service. */
@QuarkusMain
public final class EventstreamService implements QuarkusApplication, Contestant {

    private static final CountDownLatch STARTED = new CountDownLatch(1);
    private static Task task;
    private static Contestant.Listener listener;
    private static volatile EventstreamService running;

    @Inject
    EventStream events;

    public static void main(String[] args) throws IOException {
        task = ContestantMain.readTask();
        ContestantMain.run(task, EventstreamService::start);
    }

    static Contestant.Listener listener() {
        return listener;
    }

    private static Contestant start(Task task, Contestant.Listener listener) throws InterruptedException {
        EventstreamService.listener = listener;
        configure(task);
        new Thread(() -> Quarkus.run(EventstreamService.class), "quarkus").start();
        STARTED.await();
        return running;
    }

    private static void configure(Task task) {
        System.setProperty("kafka.bootstrap.servers", task.bootstrapServers());
        task.producer()
                .forEach((name, value) -> System.setProperty("quarkus.eventstream.kafka.producer.\"" + name + "\"", value));
        task.consumer()
                .forEach((name, value) -> System.setProperty("quarkus.eventstream.kafka.consumer.\"" + name + "\"", value));
        System.setProperty("orders.topic", task.topic());
        System.setProperty("orders.group", task.group());
        if (task.listening() == null) {
            return;
        }
        Task.Listening listening = task.listening();
        System.setProperty("quarkus.eventstream.max-concurrency", String.valueOf(listening.concurrency()));
        System.setProperty("quarkus.eventstream.delivery.max-concurrency", String.valueOf(listening.concurrency()));
        System.setProperty("quarkus.eventstream.delivery.backoff", listening.backoffMillis() + "ms");
        if (isAnnotated(listening)) {
            System.setProperty("orders.name", Order.EVENT);
            String id = isVirtual(task) ? OrderListeners.ON_VIRTUAL_THREAD : OrderListeners.ON_WORKER;
            System.setProperty("quarkus.eventstream.listener." + id + ".enabled", "true");
            System.setProperty("quarkus.eventstream.listener." + id + ".ordering", ordering(task).name());
        }
    }

    /** Listeners for other names are registered at run time, one or many, so that the cases can be compared. */
    private static boolean isAnnotated(Task.Listening listening) {
        return listening.names().equals(List.of(Order.EVENT));
    }

    private static boolean isVirtual(Task task) {
        return task.variant().contains("virtual threads");
    }

    private static Ordering ordering(Task task) {
        return task.variant().contains("by key") ? Ordering.KEY : Ordering.PARTITION;
    }

    @Override
    public int run(String... args) {
        running = this;
        if (task.listening() != null && !isAnnotated(task.listening())) {
            for (String name : task.listening().names()) {
                events.newSubscription(name).topic(task.topic()).group(task.group()).name(name).offset(Offset.EARLIEST)
                        .handler(event -> listener.handle(event.payload(Order.class))).register();
            }
        }
        STARTED.countDown();
        Quarkus.waitForExit();
        return 0;
    }

    private OutgoingEvent event(Order order) {
        return OutgoingEvent.builder(Order.EVENT).topic(task.topic()).namespace(Order.NAMESPACE).key(order.key()).payload(order)
                .build();
    }

    @Override
    public void publish(Order order, Consumer<Throwable> answered) {
        events.publish(event(order)).whenComplete((receipt, error) -> answered.accept(error));
    }

    @Override
    public void publishAndWait(Order order) {
        events.publishAndAwait(event(order));
    }
}
