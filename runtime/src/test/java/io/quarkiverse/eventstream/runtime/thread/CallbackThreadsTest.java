package io.quarkiverse.eventstream.runtime.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallbackThreadsTest {

    private final BusThreads threads = new BusThreads(Runnable::run);

    @AfterEach
    void close() {
        threads.close();
    }

    @Test
    void manyShortTasksTakeFewThreads() throws InterruptedException {
        int count = 100_000;
        Set<Thread> used = ConcurrentHashMap.newKeySet();
        CountDownLatch done = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            threads.callbacks().execute(() -> {
                used.add(Thread.currentThread());
                done.countDown();
            });
        }

        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(used.size()).isLessThan(100);
    }

    @Test
    void aTaskThatWaitsForALaterOneGetsIt() throws Exception {
        CompletableFuture<String> later = new CompletableFuture<>();
        CompletableFuture<String> result = new CompletableFuture<>();
        threads.callbacks().execute(() -> result.complete(later.join()));
        threads.callbacks().execute(() -> later.complete("there"));

        assertThat(result.get(60, TimeUnit.SECONDS)).isEqualTo("there");
    }

    @Test
    void aTaskThatThrowsDoesNotKeepTheNextFromRunning() throws Exception {
        CompletableFuture<String> next = new CompletableFuture<>();
        CountDownLatch both = new CountDownLatch(1);
        threads.callbacks().execute(() -> {
            awaitQuietly(both);
            throw new LinkageError("on purpose");
        });
        threads.callbacks().execute(() -> next.complete("ran"));
        both.countDown();

        assertThat(next.get(60, TimeUnit.SECONDS)).isEqualTo("ran");
    }

    @Test
    void afterTheEndTasksStillRun() throws Exception {
        threads.close();
        CompletableFuture<String> result = new CompletableFuture<>();
        threads.callbacks().execute(() -> result.complete("ran"));

        assertThat(result.get(60, TimeUnit.SECONDS)).isEqualTo("ran");
    }

    @Test
    void tasksThatBlockRunSideBySide() throws Exception {
        int count = 100;
        CountDownLatch all = new CountDownLatch(count);
        CountDownLatch done = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            threads.callbacks().execute(() -> {
                all.countDown();
                awaitQuietly(all);
                done.countDown();
            });
        }

        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void theNumberOfThreadsIsBoundedAndOtherTasksWait() throws Exception {
        ExecutorService pool = Executors.newCachedThreadPool();
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try {
            CallbackThreads three = new CallbackThreads(pool, timer, 3);
            CountDownLatch open = new CountDownLatch(1);
            CountDownLatch running = new CountDownLatch(3);
            CountDownLatch done = new CountDownLatch(10);
            Set<Thread> used = ConcurrentHashMap.newKeySet();
            for (int i = 0; i < 10; i++) {
                three.execute(() -> {
                    used.add(Thread.currentThread());
                    running.countDown();
                    awaitQuietly(open);
                    done.countDown();
                });
            }
            assertThat(running.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(done.getCount()).isEqualTo(10);
            open.countDown();

            assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(used).hasSize(3);
        } finally {
            pool.shutdown();
            timer.shutdown();
        }
    }

    @Test
    void workOfTheBusNeverWaitsForCallbacks() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        for (int i = 0; i < 1000; i++) {
            threads.callbacks().execute(() -> awaitQuietly(end));
        }
        CompletableFuture<String> own = CompletableFuture.supplyAsync(() -> "ran", threads.own());

        assertThat(own.get(60, TimeUnit.SECONDS)).isEqualTo("ran");
        end.countDown();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
