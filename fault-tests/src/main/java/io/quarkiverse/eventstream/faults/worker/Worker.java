package io.quarkiverse.eventstream.faults.worker;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.eventstream.faults.worker.Entry.Kind;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;

/**
 * A service that publishes events, listens to them, or both, and keeps a ledger, by which the suite judges the bus.
 */
@QuarkusMain
public class Worker implements QuarkusApplication {

    private static final long LAST_NOTES_SECONDS = 30;

    private final Publisher publisher;
    private final Commands commands;

    Worker(Publisher publisher, Commands commands) {
        this.publisher = publisher;
        this.commands = commands;
    }

    /**
     * Runs until a signal or the end of standard input stops it.
     *
     * @param arguments none
     */
    public static void main(String... arguments) {
        CountDownLatch lastNotes = new CountDownLatch(1);
        // After a signal, the JVM waits only for its shutdown hooks.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> await(lastNotes)));
        Quarkus.run(Worker.class, (code, failure) -> {
            if (failure != null) {
                failure.printStackTrace();
            }
            LedgerWriter.get().note(Kind.DOWN, String.join(", ", BusThreads.left()));
            lastNotes.countDown();
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
            latch.await(LAST_NOTES_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
