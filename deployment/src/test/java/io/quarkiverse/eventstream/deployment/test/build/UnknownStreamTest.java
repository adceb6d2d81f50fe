package io.quarkiverse.eventstream.deployment.test.build;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;

class UnknownStreamTest {

    @RegisterExtension
    static final FailingApplication START = new FailingApplication().with("quarkus.eventstream.stream", "foo");

    @Inject
    EventStream events;

    @Test
    void anUnknownStreamFailsTheStartAndListsTheKnownOnes() {
        assertThat(START.messages())
                .containsExactly("quarkus.eventstream.stream = foo names no stream. There are: kafka, none, stdout");
    }

    @Test
    void configurationErrorsArePrintedWithoutAStackTrace() {
        START.assertConfigurationException(
                "quarkus.eventstream.stream = foo names no stream. There are: kafka, none, stdout");
    }
}
