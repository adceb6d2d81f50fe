package io.quarkiverse.eventstream.deployment.test.publish;

import static io.quarkiverse.eventstream.deployment.test.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.deployment.test.Patience;
import io.quarkiverse.eventstream.runtime.bus.EventStreams;
import io.quarkus.test.QuarkusUnitTest;

/** Dependents of publications belong to the application: the bus continues even if they block. */
class BlockedCallbacksTest {

    private static final int MORE_THAN_THERE_ARE_THREADS = 400;

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest().withApplicationRoot(root -> root.addClasses(Patience.class));

    @Inject
    EventStream events;

    @Inject
    EventStreams streams;

    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void endCallbacks() {
        end.countDown();
    }

    @Test
    void aStopDoesNotWaitForDependentsOfPublications() throws InterruptedException, ExecutionException, TimeoutException {
        AtomicInteger blocked = new AtomicInteger();
        for (int i = 0; i < MORE_THAN_THERE_ARE_THREADS; i++) {
            events.publish(OutgoingEvent.builder("e").topic("blocked").namespace("n").build()).thenRun(() -> {
                blocked.incrementAndGet();
                awaitEnd();
            });
        }
        await().until(() -> blocked.get() >= 100);

        ForkJoinPool.commonPool().submit(streams::stopListening).get(60, TimeUnit.SECONDS);

        assertThat(end.getCount()).as("while they block").isEqualTo(1);
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
