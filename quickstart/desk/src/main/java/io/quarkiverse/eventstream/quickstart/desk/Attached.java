package io.quarkiverse.eventstream.quickstart.desk;

import java.io.IOException;
import java.io.OutputStream;

import io.quarkus.bootstrap.runner.QuarkusEntryPoint;

/**
 * Runs a service that ends, in good order, when its standard input does: so nothing is left behind, even if the desk is killed.
 * It has a jar of its own, to go before the service's on the class path.
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
            // As good as its end.
        }
        System.exit(0);
    }
}
