package io.quarkiverse.eventstream.faults.worker;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.eventstream.faults.worker.Entry.Kind;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;

/**
 * A service that publishes events, listens to them, or both, and keeps a ledger of it for the suite to judge the bus by.
 */
@QuarkusMain
public class Worker implements QuarkusApplication {

    private static final long LAST_WORDS_SECONDS = 30;

    private final Publisher publisher;
    private final Commands commands;

    Worker(Publisher publisher, Commands commands) {
        this.publisher = publisher;
        this.commands = commands;
    }

    /**
     * Runs until it is told to stop, by a signal or by the end of standard input.
     *
     * @param arguments none
     */
    public static void main(String... arguments) {
        CountDownLatch lastWords = new CountDownLatch(1);
        // Once a signal has come, the JVM waits for its hooks and for nothing else.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> await(lastWords)));
        Quarkus.run(Worker.class, (code, failure) -> {
            if (failure != null) {
                failure.printStackTrace();
            }
            LedgerWriter.get().note(Kind.DOWN, String.join(", ", BusThreads.left()));
            lastWords.countDown();
        }, arguments);
    }

    @Override
    public int run(String... arguments) {
        LedgerWriter.get().note(Kind.UP, "");
        commands.start();
        publisher.start();
        Quarkus.waitForExit();
        return 0;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
