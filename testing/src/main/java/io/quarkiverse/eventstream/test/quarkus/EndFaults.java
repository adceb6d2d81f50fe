package io.quarkiverse.eventstream.test.quarkus;

import io.quarkiverse.eventstream.test.memory.MemoryBroker;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import io.quarkus.test.junit.callback.QuarkusTestAfterEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;

/**
 * Fails a test of a {@code @QuarkusTest} that has requested a fault of the broker in memory that did not happen: it has not tested
 * its subject.
 */
public class EndFaults implements QuarkusTestAfterEachCallback {

    /** For the service loader. */
    public EndFaults() {}

    @Override
    public void afterEach(QuarkusTestMethodContext context) {
        ArcContainer container = Arc.container();
        // An integration test has no container: its application runs in another process.
        if (container != null && context.getTestStatus().getTestErrorCause() == null) {
            container.instance(MemoryBroker.class).get().requireFaultsUsed();
        }
    }
}
