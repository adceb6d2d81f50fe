package io.quarkiverse.eventstream.test.quarkus;

import io.quarkiverse.eventstream.test.memory.MemoryBroker;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import io.quarkus.test.junit.callback.QuarkusTestAfterEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;

/**
 * Fails a test of a {@code @QuarkusTest} that has asked the broker in memory for a fault that did not happen: it has not tested what it
 * says.
 */
public class EndFaults implements QuarkusTestAfterEachCallback {

    /** As the service loader wants it. */
    public EndFaults() {}

    @Override
    public void afterEach(QuarkusTestMethodContext context) {
        ArcContainer container = Arc.container();
        // An application that is tested as it is packaged runs elsewhere.
        if (container != null && context.getTestStatus().getTestErrorCause() == null) {
            container.instance(MemoryBroker.class).get().requireFaultsUsed();
        }
    }
}
