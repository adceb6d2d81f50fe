package io.quarkiverse.eventstream.deployment.test.listen;

import static io.quarkiverse.eventstream.deployment.test.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.Transactional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.Subscription;
import io.quarkiverse.eventstream.deployment.test.Patience;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

class ExecutionTest {

    private static final String TOPIC = "execution";

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Patience.class, Listeners.class,
                    Log.class, PerCall.class, Counted.class, CountingInterceptor.class, Order.class))
            .overrideConfigKey("quarkus.eventstream.delivery.backoff", "0.02S");

    @Inject
    EventStream events;

    @Inject
    Log log;

    @Test
    void aVoidMethodRunsOnAWorkerThread() {
        assertThat(publish("void")).startsWith("executor-thread");
    }

    @Test
    void aUniRunsOnAnEventLoopInADuplicatedContext() {
        assertThat(publish("uni")).startsWith("vert.x-eventloop").endsWith("duplicated");
    }

    @Test
    void aStageRunsOnAnEventLoop() {
        assertThat(publish("stage")).startsWith("vert.x-eventloop");
    }

    @Test
    void blockingMovesAUniToAWorkerThread() {
        assertThat(publish("blockingUni")).startsWith("executor-thread");
    }

    @Test
    void nonBlockingMovesAVoidMethodToAnEventLoop() {
        assertThat(publish("nonBlockingVoid")).startsWith("vert.x-eventloop");
    }

    @Test
    void runOnVirtualThreadUsesAVirtualThreadIfTheJvmHasThem() {
        boolean virtual = Runtime.version().feature() >= 21;
        assertThat(publish("virtual")).startsWith(virtual ? "quarkus-virtual-thread" : "executor-thread");
    }

    @Test
    void transactionalRunsInATransactionOnAWorkerThread() {
        assertThat(publish("transactional")).startsWith("executor-thread").endsWith("in a transaction");
    }

    @Test
    void interceptorsApply() {
        publish("intercepted");
        await().until(() -> log.intercepted.get() == 1);
    }

    @Test
    void anAsynchronousListenerCompletesWithItsResult() {
        publish("slowly");
        publish("after");
        assertThat(log.order).containsExactly("slowly begins", "slowly ends", "after");
    }

    @Test
    void anAsynchronousFailureIsRetriedToo() {
        assertThat(publish("failingUni")).isEqualTo("attempt 3");
    }

    @Test
    void eachInvocationHasItsOwnRequestContext() {
        publish("requestScoped");
        publish("requestScopedUni");
        await().until(() -> log.destroyed.get() == 2);
    }

    @Test
    void aMethodTakesThePayloadTheEventOrBothInAnyOrder() {
        assertThat(publish("payload")).isEqualTo("o-1");
        assertThat(publish("payloadAndEvent")).isEqualTo("o-1 payloadAndEvent");
        assertThat(publish("map")).isEqualTo("o-1");
    }

    @Test
    void anAnnotatedListenerCanBePausedAndFoundByItsId() {
        Subscription subscription = events.subscription(Listeners.class.getName() + "#onVoid").orElseThrow();
        assertThat(subscription.name()).isEqualTo("void");
        assertThat(subscription.topic()).isEqualTo(TOPIC);
    }

    private String publish(String name) {
        events.publishAndAwait(OutgoingEvent.builder(name).topic(TOPIC).namespace("n").key("k")
                .payload(Map.of("orderId", "o-1")).build());
        await().until(() -> log.seen.containsKey(name));
        return log.seen.get(name);
    }

    record Order(String orderId) {}

    @Singleton
    static class Log {
        final Map<String, String> seen = new ConcurrentHashMap<>();
        final AtomicInteger intercepted = new AtomicInteger();
        final AtomicInteger destroyed = new AtomicInteger();
        final CopyOnWriteArrayList<String> order = new CopyOnWriteArrayList<>();

        void see(IncomingEvent event, String what) {
            seen.put(event.name(), what);
        }
    }

    @RequestScoped
    static class PerCall {

        @Inject
        Log log;

        boolean touch() {
            return true;
        }

        @PreDestroy
        void destroyed() {
            log.destroyed.incrementAndGet();
        }
    }

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface Counted {
    }

    @Counted
    @Interceptor
    @Priority(1)
    static class CountingInterceptor {

        @Inject
        Log log;

        @AroundInvoke
        Object count(InvocationContext context) throws Exception {
            log.intercepted.incrementAndGet();
            return context.proceed();
        }
    }

    static class Listeners {

        @Inject
        Log log;

        @Inject
        PerCall perCall;

        @Inject
        TransactionManager transactions;

        @OnEvent(topic = TOPIC, name = "void", offset = "earliest")
        void onVoid(IncomingEvent event) {
            log.see(event, Thread.currentThread().getName());
        }

        @OnEvent(topic = TOPIC, name = "uni")
        Uni<Void> onUni(IncomingEvent event) {
            Context context = Vertx.currentContext();
            log.see(event, Thread.currentThread().getName()
                    + (VertxContext.isDuplicatedContext(context) ? " duplicated" : " root"));
            return Uni.createFrom().voidItem();
        }

        @OnEvent(topic = TOPIC, name = "stage")
        CompletionStage<String> onStage(IncomingEvent event) {
            log.see(event, Thread.currentThread().getName());
            return CompletableFuture.completedStage("done");
        }

        @Blocking
        @OnEvent(topic = TOPIC, name = "blockingUni")
        Uni<Void> onBlockingUni(IncomingEvent event) {
            log.see(event, Thread.currentThread().getName());
            return Uni.createFrom().voidItem();
        }

        @NonBlocking
        @OnEvent(topic = TOPIC, name = "nonBlockingVoid")
        void onNonBlockingVoid(IncomingEvent event) {
            log.see(event, Thread.currentThread().getName());
        }

        @RunOnVirtualThread
        @OnEvent(topic = TOPIC, name = "virtual")
        void onVirtualThread(IncomingEvent event) {
            log.see(event, Thread.currentThread().getName());
        }

        @Transactional
        @OnEvent(topic = TOPIC, name = "transactional")
        void onTransactional(IncomingEvent event) throws Exception {
            log.see(event, Thread.currentThread().getName()
                    + (transactions.getTransaction() == null ? " alone" : " in a transaction"));
        }

        @Counted
        @OnEvent(topic = TOPIC, name = "intercepted")
        void onIntercepted(IncomingEvent event) {
            log.see(event, "");
        }

        @OnEvent(topic = TOPIC, name = "slowly")
        Uni<Void> onSlowly(IncomingEvent event) {
            log.order.add("slowly begins");
            log.see(event, "");
            return Uni.createFrom().voidItem().onItem().delayIt().by(Duration.ofMillis(300))
                    .invoke(() -> log.order.add("slowly ends"));
        }

        @OnEvent(topic = TOPIC, name = "after")
        void onAfter(IncomingEvent event) {
            log.order.add("after");
            log.see(event, "");
        }

        @OnEvent(topic = TOPIC, name = "failingUni")
        Uni<Void> onFailingUni(IncomingEvent event) {
            if (event.attempt() < 3) {
                return Uni.createFrom().failure(new IllegalStateException("not yet"));
            }
            log.see(event, "attempt " + event.attempt());
            return Uni.createFrom().voidItem();
        }

        @OnEvent(topic = TOPIC, name = "requestScoped")
        void onRequestScoped(IncomingEvent event) {
            log.see(event, String.valueOf(perCall.touch()));
        }

        @OnEvent(topic = TOPIC, name = "requestScopedUni")
        Uni<Boolean> onRequestScopedUni(IncomingEvent event) {
            return Uni.createFrom().item(perCall.touch()).onItem().delayIt().by(Duration.ofMillis(20))
                    .map(touched -> perCall.touch()).invoke(() -> log.see(event, ""));
        }

        @OnEvent(topic = TOPIC, name = "payload")
        void onPayload(Order order) {
            log.seen.put("payload", order.orderId());
        }

        @OnEvent(topic = TOPIC, name = "payloadAndEvent")
        void onPayloadAndEvent(Order order, IncomingEvent event) {
            log.see(event, order.orderId() + " " + event.name());
        }

        @OnEvent(topic = TOPIC, name = "map")
        void onMap(IncomingEvent event, Map<String, String> order) {
            log.see(event, order.get("orderId"));
        }
    }
}
