package io.quarkiverse.eventstream.test.quarkus;

import io.quarkiverse.eventstream.test.TestTime;
import io.quarkiverse.eventstream.test.memory.MemoryBroker;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import io.quarkus.arc.InstanceHandle;
import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;

/**
 * Starts observation again before each test of a {@code @QuarkusTest}, and resets the time and the faults of the broker.
 */
public class BeginBooks implements QuarkusTestBeforeEachCallback {

    /** For the service loader. */
    public BeginBooks() {}

    @Override
    public void beforeEach(QuarkusTestMethodContext context) {
        ArcContainer container = Arc.container();
        // An integration test has no container: its application runs in another process.
        if (container == null) {
            return;
        }
        container.instance(TestTime.class).get().reset();
        container.instance(MemoryBroker.class).get().clearFaults();
        InstanceHandle<ObservedStreams> streams = container.instance(ObservedStreams.class);
        if (streams.isAvailable()) {
            streams.get().beforeTest();
        }
    }
}
