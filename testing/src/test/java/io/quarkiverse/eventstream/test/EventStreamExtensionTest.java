package io.quarkiverse.eventstream.test;

import static io.quarkiverse.eventstream.test.EventAssertions.published;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.OutgoingEvent;

class EventStreamExtensionTest {

    private static final Set<EventStream> STREAMS = new HashSet<>();

    @RegisterExtension
    EventStreamExtension extension = new EventStreamExtension(
            StandaloneStream.builder().stream("none").property("prefix", "x"));

    @BeforeEach
    void publishSomething(EventStream stream) {
        stream.publishAndAwait(OutgoingEvent.builder("begun").topic("tests").namespace("n").build());
    }

    @RepeatedTest(2)
    void eachTestHasItsOwnStreamAsConfigured(EventStream stream, ObservedEvents events) {
        assertThat(STREAMS.add(stream)).isTrue();

        assertThat(published(events).single().written().topic()).isEqualTo("x.tests");
    }

    @Test
    void theStandaloneStreamIsAParameterToo(StandaloneStream standalone, EventStream stream, ObservedEvents events) {
        assertThat(standalone.events()).isSameAs(stream);
        assertThat(standalone.observed()).isSameAs(events);
    }
}
