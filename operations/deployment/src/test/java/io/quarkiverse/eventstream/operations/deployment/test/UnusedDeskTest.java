package io.quarkiverse.eventstream.operations.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.operations.DeadLetterDesk;
import io.quarkiverse.eventstream.operations.runtime.Desks;
import io.quarkus.arc.Arc;
import io.quarkus.test.QuarkusUnitTest;

/** An application that injects no desk has none. */
class UnusedDeskTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("quarkus.eventstream.stream", "none");

    @Test
    void itIsRemoved() {
        assertThat(Arc.container().listAll(DeadLetterDesk.class)).isEmpty();
        assertThat(Arc.container().listAll(Desks.class)).isEmpty();
    }
}
