package io.quarkiverse.eventstream.runtime.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SourceGateTest {

    private final AtomicInteger scans = new AtomicInteger();
    private final AtomicInteger rescans = new AtomicInteger();
    private final AtomicInteger opened = new AtomicInteger();
    private final CountDownLatch scanMayEnd = new CountDownLatch(1);
    private volatile Throwable problem;
    private volatile RuntimeException failure;
    private volatile ClassLoader loader;

    private final SourceGate gate = new SourceGate(this::scan, () -> rescans.incrementAndGet() < 0, () -> problem);

    private boolean scan() throws InterruptedException {
        scans.incrementAndGet();
        loader = Thread.currentThread().getContextClassLoader();
        scanMayEnd.await();
        if (failure != null) {
            throw failure;
        }
        return false;
    }

    @AfterEach
    void close() {
        scanMayEnd.countDown();
        gate.close();
    }

    @Test
    void whoAsksDoesNotWaitForTheScan() {
        gate.add(opened::incrementAndGet);

        assertThat(gate.requestOpen()).isFalse();
        assertThat(gate.requestOpen()).isFalse();
        await().until(() -> scans.get() == 1);
        assertThat(opened).hasValue(0);

        scanMayEnd.countDown();
        await().until(() -> opened.get() == 1);
        assertThat(scans).hasValue(1);
    }

    @Test
    void whoWaitsDoesNotWaitLong() {
        assertThat(gate.awaitOpen(Duration.ofMillis(10))).isFalse();

        scanMayEnd.countDown();
        assertThat(gate.awaitOpen(Duration.ofMinutes(1))).isTrue();
    }

    @Test
    void itIsOpenForAMomentAfterAScan() {
        scanMayEnd.countDown();

        await().until(gate::requestOpen);
        await().until(() -> !gate.requestOpen());
        await().until(() -> scans.get() == 2);
    }

    @Test
    void aRemovedCallbackIsNotCalled() {
        Runnable gone = opened::incrementAndGet;
        gate.add(gone);
        gate.remove(gone);
        scanMayEnd.countDown();

        await().until(gate::requestOpen);
        assertThat(opened).hasValue(0);
    }

    @Test
    void itStaysClosedUntilTheProblemIsMended() {
        problem = new IllegalStateException("does not compile");
        gate.add(opened::incrementAndGet);
        scanMayEnd.countDown();

        assertThat(gate.requestOpen()).isFalse();
        await().until(() -> rescans.get() == 2);
        assertThat(gate.requestOpen()).isFalse();
        assertThat(opened).hasValue(0);

        problem = null;
        await().until(() -> opened.get() == 1);
        assertThat(scans).hasValue(1);
    }

    @Test
    void aScanThatFailsHoldsNothingUp() {
        failure = new IllegalStateException("no such directory");
        scanMayEnd.countDown();

        await().until(gate::requestOpen);
    }

    @Test
    void theScanHasTheClassLoaderOfTheApplicationThatAsks() {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        ClassLoader application = new ClassLoader(before) {};
        try {
            Thread.currentThread().setContextClassLoader(application);
            gate.requestOpen();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }

        await().until(() -> loader == application);
    }
}
