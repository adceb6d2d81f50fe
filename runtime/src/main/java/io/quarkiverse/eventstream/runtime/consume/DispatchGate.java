package io.quarkiverse.eventstream.runtime.consume;

import java.time.Duration;

/**
 * Holds fetched records back while they must not be dispatched: in dev mode, their listeners may have to be compiled first. The gate
 * opens for a moment at a time. Thread-safe.
 */
public interface DispatchGate {

    /** A gate that is always open. */
    DispatchGate NONE = new DispatchGate() {

        @Override
        public boolean requestOpen() {
            return true;
        }

        @Override
        public boolean awaitOpen(Duration timeout) {
            return true;
        }

        @Override
        public long openings() {
            return 0;
        }

        @Override
        public void add(Runnable opened) {}

        @Override
        public void remove(Runnable opened) {}
    };

    /**
     * Requests that the gate be open, without waiting. Returns whether records may be dispatched now; if not, the callbacks run when
     * the gate has opened.
     */
    boolean requestOpen();

    /** Does the same, and waits for the gate to open. Returns whether it is open, or has opened, within the timeout. */
    boolean awaitOpen(Duration timeout);

    /** How often the gate has opened: records that were held back for an opening may pass even if it is over by then. */
    long openings();

    /** Adds a callback that runs on any thread when the gate has opened. It must not block. */
    void add(Runnable opened);

    /** Removes a callback. */
    void remove(Runnable opened);
}
