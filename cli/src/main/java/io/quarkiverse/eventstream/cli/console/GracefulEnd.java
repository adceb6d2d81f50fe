package io.quarkiverse.eventstream.cli.console;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a command gracefully when the process is interrupted (Ctrl-C): the command still reports its findings, and the process exits with
 * its exit code.
 */
public final class GracefulEnd {

    private static final long PATIENCE_SECONDS = 5;

    private static final CountDownLatch ENDED = new CountDownLatch(1);
    private static volatile int code = ExitCodes.FINDINGS;

    private GracefulEnd() {}

    /**
     * Runs the work, and stops it when the process is interrupted.
     *
     * @param work ends soon after the stop
     */
    public static void during(Runnable work, Runnable stop) {
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
                System.err.println("The command does not end: it is terminated.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the process, unless it is ending already. */
    public static void exit(int exitCode) {
        code = exitCode;
        ENDED.countDown();
        System.exit(exitCode);
    }
}
