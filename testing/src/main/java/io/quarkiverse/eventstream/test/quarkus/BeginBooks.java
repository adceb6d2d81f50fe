package io.quarkiverse.eventstream.test.quarkus;

import io.quarkiverse.eventstream.test.TestTime;
import io.quarkiverse.eventstream.test.memory.MemoryBroker;
import io.quarkiverse.eventstream.test.observe.ObservedStreams;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import io.quarkus.arc.InstanceHandle;
import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;

/**
 * Begins the books anew before each test of a {@code @QuarkusTest}, and ends what the one before has done to time and broker.
 */
public class BeginBooks implements QuarkusTestBeforeEachCallback {

    /** As the service loader wants it. */
    public BeginBooks() {}

    @Override
    public void beforeEach(QuarkusTestMethodContext context) {
        ArcContainer container = Arc.container();
        // An application that is tested as it is packaged runs elsewhere.
        if (container == null) {
            return;
        }
        container.instance(TestTime.class).get().flow();
        container.instance(MemoryBroker.class).get().clearFaults();
        InstanceHandle<ObservedStreams> streams = container.instance(ObservedStreams.class);
        if (streams.isAvailable()) {
            streams.get().beforeTest();
        }
    }
}
