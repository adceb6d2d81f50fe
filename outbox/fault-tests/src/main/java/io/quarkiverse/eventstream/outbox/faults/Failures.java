package io.quarkiverse.eventstream.outbox.faults;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkiverse.eventstream.PublishCancelledException;
import io.quarkiverse.eventstream.PublishRolledBackException;

/** Reports transactions and publications that fail although no one wanted that, as lines of the log. */
@ApplicationScoped
public class Failures {

    static final String REPORT = "FAILED: ";

    private volatile boolean stopping;

    /** Whoever waits for an event learns of the stop, which is no failure. */
    void stop() {
        stopping = true;
    }

    void ofTransaction(Throwable error) {
        if (!(error instanceof Orders.UnwantedException)) {
            report("a transaction: " + error);
        }
    }

    /** @param error null if it has succeeded */
    void ofPublication(String id, Throwable error) {
        if (error != null && !isWanted(error.getCause())) {
            report("the event " + id + ": " + error);
        }
    }

    private static boolean isWanted(Throwable reason) {
        return reason instanceof PublishRolledBackException || reason instanceof PublishCancelledException;
    }

    private void report(String failure) {
        if (!stopping) {
            System.out.println(REPORT + failure);
        }
    }
}
