package io.quarkiverse.eventstream.operations.deployment.test;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.operations.DeadLetterDesk;
import io.quarkus.test.QuarkusUnitTest;

/** A limit that permits nothing is refused. */
class WrongOperationsConfigTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("quarkus.eventstream.stream", "none")
            .overrideConfigKey("quarkus.eventstream.operations.max-redrives", "0");

    @Inject
    DeadLetterDesk desk;

    @Test
    void itIsRefused() {
        assertThatThrownBy(() -> desk.topics()).hasStackTraceContaining("max-redrives must be 1 or more, not 0");
    }
}
