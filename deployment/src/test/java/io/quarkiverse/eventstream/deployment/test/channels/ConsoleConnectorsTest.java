package io.quarkiverse.eventstream.deployment.test.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.InvalidEventException;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.deployment.test.Console;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.reactive.messaging.MutinyEmitter;

/**
 * Channels with connectors that print or drop events, independent of the stream.
 */
class ConsoleConnectorsTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Console.class))
            .overrideConfigKey("quarkus.eventstream.stream", "none")
            .overrideConfigKey("quarkus.eventstream.audit.stream", "none")
            .overrideConfigKey("quarkus.eventstream.audit.strict-validation", "true")
            .overrideConfigKey("mp.messaging.outgoing.printed.connector", "eventstream")
            .overrideConfigKey("mp.messaging.outgoing.printed.name", "printed")
            .overrideConfigKey("mp.messaging.outgoing.printed.namespace", "shop")
            .overrideConfigKey("%test.mp.messaging.outgoing.printed.connector", "eventstream-stdout")
            .overrideConfigKey("mp.messaging.outgoing.dropped.connector", "eventstream-stdout")
            .overrideConfigKey("mp.messaging.outgoing.dropped.stream", "audit")
            // Not known to the build yet.
            .overrideRuntimeConfigKey("mp.messaging.outgoing.dropped.connector", "eventstream-none")
            .overrideConfigKey("mp.messaging.incoming.silent.connector", "eventstream-stdout")
            .overrideConfigKey("mp.messaging.incoming.silent.topic", "silent-topic")
            .overrideConfigKey("mp.messaging.incoming.silent.name", "wanted");

    @Inject
    EventStream events;

    @Inject
    Console console;

    @Channel("printed")
    MutinyEmitter<Map<String, String>> printed;

    @Channel("dropped")
    MutinyEmitter<OutgoingEvent> dropped;

    @Test
    void anEventIsPrintedIndependentOfTheStream() {
        printed.sendAndAwait(Map.of("note", "hello"));
        events.publishAndAwait(OutgoingEvent.builder("unprinted").topic("printed").namespace("shop").build());

        assertThat(console.lines()).anyMatch(line -> line.startsWith("{") && line.contains("\"name\":\"printed\"")
                && line.contains("\"payload\":{\"note\":\"hello\"}")).noneMatch(line -> line.contains("unprinted"));
    }

    @Test
    void anEventIsDroppedButValidatedByItsStream() {
        dropped.sendAndAwait(OutgoingEvent.builder("gone").namespace("shop").build());

        assertThat(console.lines()).noneMatch(line -> line.contains("gone"));
        assertThatThrownBy(
                () -> dropped.sendAndAwait(OutgoingEvent.builder("gone").namespace("shop").userId("joe").build()))
                .isInstanceOf(InvalidEventException.class).hasMessageContaining("userId \"joe\"");
    }

    @Test
    void anIncomingChannelPrintsItsRegistration() {
        assertThat(console.lines())
                .anyMatch(line -> line.startsWith("{\"topic\":\"silent-topic\",\"name\":\"wanted\",\"timestamp\":\""));
        assertThat(events.subscriptions()).isEmpty();
    }

    @Singleton
    static class Silent {
        @Incoming("silent")
        void never(IncomingEvent event) {
            throw new AssertionError(event);
        }
    }
}
