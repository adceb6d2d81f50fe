package io.quarkiverse.eventstream.test;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Streams that deliver, each with a prefix of its own.
 */
final class TestStreams {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestStreams() {}

    static StandaloneStream.Builder delivering() {
        return StandaloneStream.builder().stream("memory").property("prefix", "t" + COUNT.incrementAndGet())
                .property("delivery.backoff", "10ms").property("delivery.max-backoff", "10ms");
    }
}
