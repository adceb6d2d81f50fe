package io.quarkiverse.eventstream.runtime.consume;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The seeks that a consumer has been asked for and has not begun. Outlives sessions. Thread-safe. */
final class SeekRequests {

    private final String subject;
    private final Queue<SeekRequest> waiting = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    SeekRequests(String subject) {
        this.subject = subject;
    }

    /** Adds a request; it fails if the consumer has ended. */
    void add(SeekRequest request) {
        waiting.add(request);
        if (closed) {
            refuseAll();
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Removes the next request; null if there is none. */
    SeekRequest poll() {
        return waiting.poll();
    }

    /** Fails all requests, also later ones: the consumer has ended. */
    void close() {
        closed = true;
        refuseAll();
    }

    private void refuseAll() {
        for (SeekRequest request = poll(); request != null; request = poll()) {
            request.completion().completeExceptionally(new IllegalStateException(subject + " is not consumed any more"));
        }
    }
}
