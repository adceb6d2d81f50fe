package io.quarkiverse.eventstream.deployment.test.build;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.EventStreamName;
import io.quarkiverse.eventstream.OnEvent;

/**
 * A stream that the code names must be configured.
 */
class StreamRulesTest {

    @RegisterExtension
    static final FailingApplication BUILD = new FailingApplication().with("quarkus.eventstream.audit.stream", "none");

    private static final String REMEDY = "Add quarkus.eventstream.audits.stream = kafka to application.properties, or use one of"
            + " [audit]";

    static class UnknownStream {
        @OnEvent(topic = "orders", stream = "audits")
        void on(Order order) {}
    }

    @Test
    void aListenerOfAnUnknownStreamFailsTheBuild() {
        BUILD.reports("must name a stream that is configured, not \"audits\"", UnknownStream.class, "on(Order)", REMEDY);
    }

    static class ReservedName {
        @OnEvent(topic = "orders", stream = "kafka")
        void on(Order order) {}
    }

    @Test
    void aListenerOfAStreamWithAReservedNameFailsTheBuild() {
        BUILD.reports("must name a stream that is configured, not \"kafka\"", ReservedName.class, "on(Order)",
                "\"kafka\" is a group of properties under quarkus.eventstream: choose another name");
    }

    static class KnownStream {
        @OnEvent(topic = "orders", stream = "audit")
        void on(Order order) {}
    }

    @Singleton
    static class Injects {
        @Inject
        @EventStreamName("audits")
        EventStream direct;

        @Inject
        @EventStreamName("later")
        Instance<EventStream> lazy;

        @Inject
        @EventStreamName("audit")
        EventStream known;
    }

    @Test
    void theInjectionOfAnUnknownStreamFailsTheBuild() {
        assertThat(BUILD.messages()).contains("@EventStreamName must name a stream that is configured, not \"audits\": "
                + Injects.class.getName() + "#direct. " + REMEDY);
    }

    @Test
    void theLookupOfAnUnknownStreamFailsTheBuild() {
        assertThat(BUILD.messages()).anyMatch(message -> message.startsWith(
                "@EventStreamName must name a stream that is configured, not \"later\": " + Injects.class.getName()
                        + "#lazy. "));
    }

    @Test
    void aKnownStreamPasses() {
        assertThat(BUILD.messages()).noneMatch(message -> message.contains("\"audit\"")).hasSize(4);
    }
}
