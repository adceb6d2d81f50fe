package io.quarkiverse.eventstream.deployment.test.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.InvalidEventException;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.deployment.test.Console;
import io.quarkus.jackson.ObjectMapperCustomizer;
import io.quarkus.test.QuarkusUnitTest;

class StdoutStreamTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Console.class))
            .overrideConfigKey("quarkus.eventstream.stream", "stdout")
            .overrideConfigKey("quarkus.eventstream.prefix", "shop");

    @Inject
    EventStream events;

    @Inject
    Console console;

    @Inject
    Billing billing;

    @Test
    void anEventIsPrintedAsOneLineOfJson() {
        PublishReceipt receipt = events.publishAndAwait(OutgoingEvent.builder("orderCreated").topic("orders").namespace("shop")
                .payload(Map.of("note", "two\nlines")).build());

        JsonNode envelope = console.line("id", receipt.eventId());
        assertThat(envelope.path("name").asText()).isEqualTo("orderCreated");
        assertThat(envelope.path("namespace").asText()).isEqualTo("shop");
        assertThat(envelope.path("payload").path("note").asText()).isEqualTo("two\nlines");
        assertThat(receipt.records()).extracting(WrittenRecord::topic).containsExactly("shop.orders");
    }

    @Test
    void aRegistrationIsPrintedAsOneLineOfJson() {
        JsonNode registration = console.line("topic", "registrations");

        assertThat(registration.fieldNames()).toIterable().containsExactly("topic", "name", "timestamp", "version");
        assertThat(registration.path("name").asText()).isEqualTo("orderCreated");
        assertThat(Instant.parse(registration.path("timestamp").asText())).isBeforeOrEqualTo(Instant.now());
        assertThat(registration.path("version").asInt()).isEqualTo(1);
    }

    @Test
    void nothingIsDelivered() {
        events.publishAndAwait(OutgoingEvent.builder("orderCreated").topic("registrations").namespace("shop").build());

        assertThat(billing.heard).isEmpty();
    }

    @Test
    void anInvalidEventIsNotPrinted() {
        OutgoingEvent invalid = OutgoingEvent.builder("order created").id("invalid").topic("orders").namespace("").build();

        assertThatThrownBy(() -> events.publishAndAwait(invalid)).isInstanceOf(InvalidEventException.class)
                .hasMessageContaining("name \"order created\"").hasMessageContaining("namespace \"\"");
        assertThat(console.lines()).noneMatch(line -> line.contains("\"invalid\""));
    }

    @Singleton
    static class Billing {
        final List<IncomingEvent> heard = new CopyOnWriteArrayList<>();

        @OnEvent(topic = "registrations", name = "orderCreated")
        void on(IncomingEvent event) {
            heard.add(event);
        }
    }

    /** The output is one line, even if the application indents its JSON. */
    @Singleton
    static class Indented implements ObjectMapperCustomizer {
        @Override
        public void customize(ObjectMapper mapper) {
            mapper.enable(SerializationFeature.INDENT_OUTPUT);
        }
    }
}
