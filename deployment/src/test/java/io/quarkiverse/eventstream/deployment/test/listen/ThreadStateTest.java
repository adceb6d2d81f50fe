package io.quarkiverse.eventstream.deployment.test.listen;

import static io.quarkiverse.eventstream.deployment.test.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Inject;

import org.jboss.logging.MDC;
import org.jboss.logging.NDC;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.SubscriptionDefinition;
import io.quarkiverse.eventstream.deployment.test.Patience;
import io.quarkiverse.eventstream.deployment.test.RawKafka;
import io.quarkiverse.eventstream.deployment.test.Received;
import io.quarkus.test.QuarkusUnitTest;

class ThreadStateTest {

    private static final int EVENTS = 40;

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Patience.class, RawKafka.class, Received.class))
            .overrideConfigKey("quarkus.eventstream.delivery.backoff", "0.01S");

    private final List<String> found = new CopyOnWriteArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();

    @Inject
    EventStream events;

    @Inject
    RawKafka kafka;

    /** The tests share one instance of this class. */
    @BeforeEach
    void forget() {
        found.clear();
        calls.set(0);
    }

    @AfterEach
    void cancel() {
        events.subscriptions().forEach(subscription -> subscription.cancel().toCompletableFuture().join());
    }

    /** Checks for thread state that earlier code has left, and then leaves all of it itself. */
    private void pollute() {
        Thread thread = Thread.currentThread();
        if (thread.isInterrupted()) {
            found.add("interrupted");
        }
        if (!(thread.getContextClassLoader() instanceof Strange)) {
            thread.setContextClassLoader(new Strange(thread.getContextClassLoader()));
        } else {
            found.add("class loader");
        }
        if (MDC.get("customer") != null) {
            found.add("MDC");
        }
        if (NDC.getDepth() > 0) {
            found.add("NDC");
        }
        MDC.put("customer", "c1");
        NDC.push("customer c1");
        thread.interrupt();
        calls.incrementAndGet();
    }

    /** A class loader of the application's, such as for another version. */
    static final class Strange extends ClassLoader {

        Strange(ClassLoader parent) {
            super(parent);
        }
    }

    private SubscriptionDefinition subscription(String topic) {
        return events.newSubscription(topic).topic(topic).group("g-" + topic).offset(Offset.EARLIEST);
    }

    private void send(String topic) {
        for (int i = 0; i < EVENTS; i++) {
            kafka.send(topic, 0, "k", RawKafka.envelope("e", Integer.toString(i)));
        }
    }

    private void awaitCleanInvocations() {
        await().until(() -> calls.get() >= EVENTS);
        assertThat(found).isEmpty();
        assertThat(calls).as("none failed for what was left on its thread").hasValue(EVENTS);
    }

    @Test
    void threadStateOfAListenerOnAWorkerThreadDoesNotReachTheNextEvent() {
        String topic = kafka.newTopic(1);
        subscription(topic).handler(event -> pollute()).register();

        send(topic);

        awaitCleanInvocations();
    }

    @Test
    void threadStateOfAnAsynchronousListenerOnAnEventLoopDoesNotReachTheNextEvent() {
        String topic = kafka.newTopic(1);
        subscription(topic).asyncHandler(event -> {
            pollute();
            return CompletableFuture.completedStage(null);
        }).register();

        send(topic);

        awaitCleanInvocations();
    }

    @Test
    void threadStateOfAListenerForVirtualThreadsDoesNotReachTheNextEvent() {
        String topic = kafka.newTopic(1);
        subscription(topic).handler(event -> pollute()).runOnVirtualThread().register();

        send(topic);

        awaitCleanInvocations();
    }

    @Test
    void threadStateOfACallbackOfAPublicationDoesNotReachTheNext() {
        String topic = kafka.newTopic(1);
        List<CompletableFuture<?>> published = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            published.add(events.publish(OutgoingEvent.builder("e").topic(topic).namespace("n").key("k").build())
                    .thenRun(this::pollute).toCompletableFuture());
        }

        CompletableFuture.allOf(published.toArray(CompletableFuture[]::new)).join();

        // A completed stage runs its dependents on this thread.
        Thread.interrupted();
        await().until(() -> calls.get() >= EVENTS);
        assertThat(found).isEmpty();
    }

    @Test
    void anInterruptOfThePollingThreadEndsNothing() {
        String topic = kafka.newTopic(1);
        Received received = new Received();
        subscription(topic).handler(received).register();
        kafka.send(topic, 0, "k", RawKafka.envelope("e", "0"));
        received.awaitCount(1);

        for (int i = 1; i <= 3; i++) {
            pollingThread(topic).interrupt();
            kafka.send(topic, 0, "k", RawKafka.envelope("e", Integer.toString(i)));
            received.awaitCount(i + 1);
        }

        assertThat(received.ids()).containsExactly("0", "1", "2", "3");
        assertThat(pollingThread(topic).isAlive()).isTrue();
    }

    private static Thread pollingThread(String topic) {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals("eventstream-" + topic))
                .findFirst()
                .orElseThrow();
    }
}
