package io.quarkiverse.eventstream.operations.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.operations.DeadLetterDesk;
import io.quarkiverse.eventstream.operations.LetterFilter;
import io.quarkus.test.QuarkusUnitTest;

/** A stream that delivers nothing has no dead letters. */
class DeskWithoutBrokerTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("quarkus.eventstream.stream", "none");

    @Inject
    DeadLetterDesk desk;

    @Test
    void itSaysSo() {
        assertThat(desk.topics()).isEmpty();
        assertThatThrownBy(() -> desk.groups("orders.dlq", LetterFilter.open())).isInstanceOf(EventStreamException.class)
                .hasMessageContaining("delivers nothing");
    }
}
