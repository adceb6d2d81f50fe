package io.quarkiverse.eventstream.benchmarks.outbox;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import jakarta.inject.Inject;

import io.quarkiverse.eventstream.benchmarks.workload.Contestant;
import io.quarkiverse.eventstream.benchmarks.workload.ContestantMain;
import io.quarkiverse.eventstream.benchmarks.workload.Order;
import io.quarkiverse.eventstream.benchmarks.workload.OutboxContestant;
import io.quarkiverse.eventstream.benchmarks.workload.Task;
import io.quarkiverse.eventstream.benchmarks.workload.Workload;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The outbox of the bus, in a Quarkus service with a database. */
@QuarkusMain
public final class OutboxService implements QuarkusApplication, OutboxContestant {

    private static final String TABLES = "META-INF/eventstream/outbox/postgresql/R__eventstream_outbox_1.sql";
    private static final CountDownLatch STARTED = new CountDownLatch(1);
    private static Task task;
    private static Contestant.Listener listener;
    private static volatile OutboxService running;

    @Inject
    Orders orders;

    public static void main(String[] args) throws IOException {
        task = ContestantMain.readTask();
        ContestantMain.runOutbox(task, OutboxService::start);
    }

    static Task task() {
        return task;
    }

    static Contestant.Listener listener() {
        return listener;
    }

    private static OutboxContestant start(Task task, Contestant.Listener listener) throws Exception {
        OutboxService.listener = listener;
        Tables.create(task.database(), TABLES);
        configure();
        new Thread(() -> Quarkus.run(OutboxService.class), "quarkus").start();
        STARTED.await();
        return running;
    }

    private static void configure() {
        System.setProperty("kafka.bootstrap.servers", task.bootstrapServers());
        System.setProperty("quarkus.datasource.jdbc.url", task.database());
        task.producer()
                .forEach((name, value) -> System.setProperty("quarkus.eventstream.kafka.producer.\"" + name + "\"", value));
        task.consumer()
                .forEach((name, value) -> System.setProperty("quarkus.eventstream.kafka.consumer.\"" + name + "\"", value));
        System.setProperty("orders.topic", task.topic());
        System.setProperty("orders.group", task.group());
        if (task.hasListener()) {
            System.setProperty("quarkus.eventstream.listener." + listenerId() + ".enabled", "true");
        }
    }

    private static String listenerId() {
        if (task.workload() == Workload.COMMIT_TO_LISTENER) {
            return Listeners.LATENCY;
        }
        return task.variant().contains("@Once") ? Listeners.ONCE : Listeners.TRANSACTIONAL;
    }

    @Override
    public int run(String... args) {
        running = this;
        STARTED.countDown();
        Quarkus.waitForExit();
        return 0;
    }

    @Override
    public void place(List<Order> placed) throws Exception {
        orders.place(placed);
    }
}
