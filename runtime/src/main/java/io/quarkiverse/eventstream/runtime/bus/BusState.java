package io.quarkiverse.eventstream.runtime.bus;

/**
 * Whether the streams of an application are closed. It outlives {@link EventStreams}: a thread that publishes while the container shuts
 * down may have that bean created once more, which must open nothing, because no one would close it. Thread-safe.
 */
public final class BusState {

    private volatile boolean closed;

    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }
}
