package io.quarkiverse.eventstream.interop.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command come to its end when the process is asked to end (Ctrl-C): so it still says what it found, and the process exits
 * with what the command says.
 */
final class GracefulEnd {

    private static final long PATIENCE_SECONDS = 5;

    private static final CountDownLatch ENDED = new CountDownLatch(1);
    private static volatile int code = Interop.FAILED;

    private GracefulEnd() {}

    /**
     * Works, and stops when the process is asked to end.
     *
     * @param work ends soon after it was stopped
     * @param stop is called by another thread
     */
    static void during(Runnable work, Runnable stop) {
        Thread hook = new Thread(() -> {
            stop.run();
            await();
            Runtime.getRuntime().halt(code);
        }, "graceful-end");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            work.run();
        } finally {
            remove(hook);
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It runs already, and waits for exit.
        }
    }

    private static void await() {
        try {
            if (!ENDED.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("The command does not come to its end: it is ended.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the process, unless it is ending already. */
    static void exit(int exitCode) {
        code = exitCode;
        ENDED.countDown();
        System.exit(exitCode);
    }
}
