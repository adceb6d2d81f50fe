package io.quarkiverse.eventstream.runtime.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerTasksTest {

    private static final int FEW = 20;
    private static final int MANY = 100_000;

    private final ExecutorService pool = Executors.newFixedThreadPool(FEW);
    private final AtomicInteger woken = new AtomicInteger();
    private final WorkerTasks tasks = new WorkerTasks(task -> {
        woken.incrementAndGet();
        pool.execute(task);
    });

    @AfterEach
    void end() {
        pool.shutdownNow();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void shortTasksThatComeTogetherWakeFewThreads() {
        CountDownLatch allAdded = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(MANY);
        tasks.execute(() -> await(allAdded));
        for (int i = 0; i < MANY; i++) {
            tasks.execute(done::countDown);
        }
        allAdded.countDown();
        await(done);

        assertThat(woken.get()).isLessThan(MANY / 10);
    }

    @Test
    void tasksThatBlockGetAThreadEach() {
        CyclicBarrier together = new CyclicBarrier(FEW);
        CountDownLatch done = new CountDownLatch(FEW);
        for (int i = 0; i < FEW; i++) {
            tasks.execute(() -> {
                try {
                    together.await(60, TimeUnit.SECONDS);
                    done.countDown();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
        }

        await(done);
    }

    @Test
    void aTaskThatATaskAddsRunsNextOnTheSameThread() {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        CountDownLatch done = new CountDownLatch(2);
        tasks.execute(() -> {
            tasks.execute(() -> {
                threads.add(Thread.currentThread());
                done.countDown();
            });
            threads.add(Thread.currentThread());
            done.countDown();
        });

        await(done);
        assertThat(threads).hasSize(2);
        assertThat(threads.get(1)).isSameAs(threads.get(0));
        assertThat(woken).hasValue(1);
    }

    @Test
    void nothingWaitsForAThreadThatMayBlock() {
        CountDownLatch before = new CountDownLatch(1);
        CountDownLatch meanwhile = new CountDownLatch(2);
        CountDownLatch done = new CountDownLatch(1);
        tasks.execute(() -> {
            tasks.execute(before::countDown);
            tasks.mayBlock();
            await(before);
            tasks.execute(meanwhile::countDown);
            tasks.execute(meanwhile::countDown);
            await(meanwhile);
            tasks.returnFromBlocking();
            tasks.execute(done::countDown);
        });

        await(done);
    }

    @Test
    void aTaskThatThrowsDoesNotLoseOtherTasks() throws Exception {
        CompletableFuture<String> added = new CompletableFuture<>();
        CompletableFuture<String> next = new CompletableFuture<>();
        CountDownLatch bothAdded = new CountDownLatch(1);
        tasks.execute(() -> {
            tasks.execute(() -> added.complete("ran"));
            await(bothAdded);
            throw new LinkageError("on purpose");
        });
        tasks.execute(() -> next.complete("ran"));
        bothAdded.countDown();

        assertThat(added.get(60, TimeUnit.SECONDS)).isEqualTo("ran");
        assertThat(next.get(60, TimeUnit.SECONDS)).isEqualTo("ran");
    }

    @Test
    void aRejectedTaskRunsOnceThePoolAcceptsTasksAgain() {
        AtomicBoolean refuses = new AtomicBoolean(true);
        WorkerTasks moody = new WorkerTasks(task -> {
            if (refuses.get()) {
                throw new IllegalStateException("on purpose");
            }
            task.run();
        });
        AtomicInteger ran = new AtomicInteger();
        moody.execute(ran::incrementAndGet);
        moody.wakeIfStarved();
        assertThat(ran).hasValue(0);

        refuses.set(false);
        moody.wakeIfStarved();
        assertThat(ran).hasValue(1);
        moody.execute(ran::incrementAndGet);
        assertThat(ran).hasValue(2);
    }

    @Test
    void aPoolThatRunsTasksOnTheCallingThreadRunsAll() {
        WorkerTasks inline = new WorkerTasks(Runnable::run);
        AtomicInteger ran = new AtomicInteger();
        inline.execute(() -> {
            inline.execute(ran::incrementAndGet);
            inline.execute(() -> inline.execute(ran::incrementAndGet));
            ran.incrementAndGet();
        });

        assertThat(ran).hasValue(3);
    }

    @Test
    void noTaskIsLostFromAnyThread() {
        int threads = 4;
        CountDownLatch done = new CountDownLatch(threads * MANY);
        for (int i = 0; i < threads; i++) {
            new Thread(() -> {
                for (int j = 0; j < MANY / 2; j++) {
                    tasks.execute(() -> {
                        tasks.execute(done::countDown);
                        done.countDown();
                    });
                }
            }).start();
        }

        await(done);
    }
}
