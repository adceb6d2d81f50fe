package io.quarkiverse.eventstream.quickstart.desk;

import java.io.IOException;
import java.io.OutputStream;

import io.quarkus.bootstrap.runner.QuarkusEntryPoint;

/**
 * Runs a service that stops cleanly at the end of its standard input, so that no process is left even if the desk is killed. It has its
 * own jar, which precedes the service's on the class path.
 */
final class Attached {

    private Attached() {}

    public static void main(String... arguments) throws Throwable {
        Thread watch = new Thread(Attached::exitWithParent, "parent-watch");
        watch.setDaemon(true);
        watch.start();
        QuarkusEntryPoint.main(arguments);
    }

    private static void exitWithParent() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // Equivalent to the end of the input.
        }
        System.exit(0);
    }
}
