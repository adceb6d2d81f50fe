package io.quarkiverse.eventstream.deployment.test.build;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;

class MemoryWithoutLibraryTest {

    @RegisterExtension
    static final FailingApplication START = new FailingApplication().with("quarkus.eventstream.stream", "memory");

    @Inject
    EventStream events;

    @Test
    void theStreamOfTheTestLibraryIsUnknownWithoutIt() {
        assertThat(START.messages())
                .containsExactly(
                        "quarkus.eventstream.stream = memory names no stream. There are: kafka, none, stdout. The stream"
                                + " memory is for tests: add the dependency io.quarkiverse.eventstream:quarkus-eventstream-test in the"
                                + " scope test, and set the property for the profile test");
    }
}
