package io.quarkiverse.eventstream.runtime.operate;

/**
 * What the throughput of a listener is about.
 *
 * @param partition whose events are settled; null for the invocations that succeed
 */
record Counted(String listener, Integer partition) {

    static Counted invocations(String listener) {
        return new Counted(listener, null);
    }

    static Counted events(String listener, int partition) {
        return new Counted(listener, partition);
    }
}
