package io.quarkiverse.eventstream.benchmarks.smallrye;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

import jakarta.inject.Inject;

import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

import io.quarkiverse.eventstream.benchmarks.workload.Contestant;
import io.quarkiverse.eventstream.benchmarks.workload.ContestantMain;
import io.quarkiverse.eventstream.benchmarks.workload.Order;
import io.quarkiverse.eventstream.benchmarks.workload.OrderEvent;
import io.quarkiverse.eventstream.benchmarks.workload.Task;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.smallrye.reactive.messaging.kafka.Record;

/** SmallRye Reactive Messaging, in a Quarkus service as in its guide. */
@QuarkusMain
public final class SmallRyeService implements QuarkusApplication, Contestant {

    /** Never reached: the workload keeps fewer in flight, and the connector accepts all of them at once. */
    private static final long ROOM = 10_000;

    private static final CountDownLatch STARTED = new CountDownLatch(1);
    private static Task task;
    private static Contestant.Listener listener;
    private static volatile SmallRyeService running;

    @Inject
    @Channel(Channels.OUTGOING)
    @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = ROOM)
    Emitter<Record<String, OrderEvent>> orders;

    public static void main(String[] args) throws IOException {
        task = ContestantMain.readTask();
        ContestantMain.run(task, SmallRyeService::start);
    }

    static Contestant.Listener listener() {
        return listener;
    }

    static Task task() {
        return task;
    }

    private static Contestant start(Task task, Contestant.Listener listener) throws InterruptedException {
        SmallRyeService.listener = listener;
        Channels.configure(task);
        new Thread(() -> Quarkus.run(SmallRyeService.class), "quarkus").start();
        STARTED.await();
        return running;
    }

    @Override
    public int run(String... args) {
        running = this;
        STARTED.countDown();
        Quarkus.waitForExit();
        return 0;
    }

    private static Record<String, OrderEvent> record(Order order) {
        return Record.of(order.key(), OrderEvent.of(Order.EVENT, order));
    }

    @Override
    public void publish(Order order, Consumer<Throwable> answered) {
        orders.send(record(order)).whenComplete((nothing, error) -> answered.accept(error));
    }

    @Override
    public void publishAndWait(Order order) throws InterruptedException, ExecutionException {
        orders.send(record(order)).toCompletableFuture().get();
    }
}
