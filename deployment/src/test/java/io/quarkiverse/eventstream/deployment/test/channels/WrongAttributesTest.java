package io.quarkiverse.eventstream.deployment.test.channels;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkus.test.QuarkusUnitTest;

/**
 * All errors of all channels are reported at once.
 */
class WrongAttributesTest {

    private static final String IN = "mp.messaging.incoming.orders.";
    private static final String DOTTED = "mp.messaging.incoming.\"orders.paid\".";
    private static final String OUT = "mp.messaging.outgoing.bills.";

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("quarkus.eventstream.stream", "none")
            .overrideConfigKey(IN + "connector", "eventstream")
            .overrideConfigKey(IN + "topic", "or/ders")
            .overrideConfigKey(IN + "name", "order created")
            .overrideConfigKey(IN + "offset", "newest")
            .overrideConfigKey(IN + "ordering", "random")
            .overrideConfigKey(IN + "stream", "audit")
            .overrideConfigKey(IN + "group.id", "billing")
            .overrideConfigKey(IN + "broadcast", "maybe")
            .overrideConfigKey(DOTTED + "connector", "eventstream-stdout")
            .overrideConfigKey(DOTTED + "concurrency", "2")
            .overrideConfigKey(OUT + "connector", "eventstream-none")
            .overrideConfigKey(OUT + "name", "billed")
            .overrideConfigKey(OUT + "max-inflight", "0")
            .overrideConfigKey("mp.messaging.connector.eventstream-none.offset", "earliest")
            .assertException(failure -> assertThat(failure).isInstanceOf(EventStreamException.class)
                    .message().startsWith("Channels can't be started: ").satisfies(WrongAttributesTest::checkMessage));

    private static void checkMessage(String message) {
        assertThat(message.substring("Channels can't be started: ".length()).split("; (?=mp\\.)")).containsExactlyInAnyOrder(
                IN + "topic \"or/ders\": must be letters and digits (a-z, A-Z, 0-9) with single '.', '_', '-' or ' between them,"
                        + " at most 256 characters",
                IN + "name \"order created\": must be letters and digits (a-z, A-Z, 0-9) with single '.', '_', '-' or ' between"
                        + " them, at most 256 characters",
                IN + "offset: Not an offset: \"newest\". Use latest (-1), earliest (-2), an absolute offset of 0 or more, or an"
                        + " instant such as 2026-11-24T06:00:00Z",
                IN + "ordering: Not an ordering: \"random\". Use partition, key or unordered",
                IN + "stream: there is no stream \"audit\", there are [<default>]. Configure quarkus.eventstream.audit.stream, or"
                        + " name another one",
                IN + "group.id: there is no such attribute, there are [group, name, namespace, offset, ordering, stream, topic]."
                        + " Kafka's own settings are under quarkus.eventstream.kafka, those of delivery under"
                        + " quarkus.eventstream.listener.\"channel.orders\"",
                IN + "broadcast: must be true or false, not \"maybe\"",
                DOTTED + "concurrency: each of several channels of one group would get every event. For events side by side,"
                        + " set " + DOTTED + "ordering to key or unordered",
                OUT + "namespace: is not set, and each event has one. Set it, or take " + OUT + "name away and let each message"
                        + " say both",
                OUT + "max-inflight: must be 1 or more, not 0");
    }

    @Singleton
    static class Channels {

        @Channel("bills")
        Emitter<String> bills;

        @Incoming("orders")
        void order(IncomingEvent event) {}

        @Incoming("orders.paid")
        void paid(IncomingEvent event) {}
    }

    @Test
    void theStartFailsWithAllErrors() {}
}
