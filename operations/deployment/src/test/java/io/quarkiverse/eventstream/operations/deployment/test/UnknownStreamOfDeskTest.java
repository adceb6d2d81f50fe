package io.quarkiverse.eventstream.operations.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStreamName;
import io.quarkiverse.eventstream.operations.DeadLetterDesk;
import io.quarkus.test.QuarkusUnitTest;

/** A desk of a stream that is not configured fails the build. */
class UnknownStreamOfDeskTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest().withApplicationRoot(root -> root.addClasses(Office.class))
            .overrideConfigKey("quarkus.eventstream.stream", "none")
            .assertException(failure -> assertThat(failure).hasStackTraceContaining("not \"audit\"")
                    .hasStackTraceContaining("Office"));

    @Singleton
    static class Office {

        @Inject
        @EventStreamName("audit")
        DeadLetterDesk desk;
    }

    @Test
    void itFailsTheBuild() {
        Assertions.fail("The build succeeded");
    }
}
