package io.quarkiverse.eventstream.runtime.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkiverse.eventstream.EventType;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.PayloadException;

class UpcastersTest {

    @EventType(topic = "orders", name = "orderCreated", version = 3)
    record Order(String id, BigDecimal amount) {}

    private static final Upcasters UPCASTERS = new Upcasters(List.of(step(1, order -> {
        order.put("amount", order.remove("cents").decimalValue().movePointLeft(2));
        return order;
    }), step(2, order -> {
        order.set("id", order.remove("number"));
        return order;
    })));

    private static Upcasters.Step step(int from, UnaryOperator<ObjectNode> upcast) {
        return new Upcasters.Step(Order.class, from, "Orders#from" + from, upcast);
    }

    private static IncomingEvent event(Upcasters upcasters, String version, String payload) throws UndecodableException {
        EventCodec codec = new EventCodec(new ObjectMapper(), upcasters);
        byte[] value = ("{\"id\":\"e\",\"name\":\"orderCreated\",\"namespace\":\"shop\",\"payload\":" + payload + version + "}")
                .getBytes(StandardCharsets.UTF_8);
        // As a listener does: the type is known before the version is.
        return new ReceivedEvent(new ConsumerRecord<>("orders", 0, 0, null, value), codec.decode(value, Order.class), "orders",
                codec, false);
    }

    private static Order read(String version, String payload) throws UndecodableException {
        return event(UPCASTERS, version, payload).payload(Order.class);
    }

    @Test
    void anOlderPayloadIsConvertedStepByStep() throws UndecodableException {
        Order order = new Order("o-1", new BigDecimal("12.50"));

        assertThat(read(",\"version\":1", "{\"number\":\"o-1\",\"cents\":1250}")).isEqualTo(order);
        assertThat(read(",\"version\":2", "{\"number\":\"o-1\",\"amount\":12.50}")).isEqualTo(order);
    }

    @Test
    void payloadsOfTheSameAndOfNewerVersionsAreReadAsTheyAre() throws UndecodableException {
        Order order = new Order("o-1", new BigDecimal("12.50"));

        assertThat(read(",\"version\":3", "{\"id\":\"o-1\",\"amount\":12.50}")).isEqualTo(order);
        assertThat(read(",\"version\":4", "{\"id\":\"o-1\",\"amount\":12.50}")).isEqualTo(order);
    }

    @Test
    void aPayloadWithoutAVersionHasTheFirst() throws UndecodableException {
        assertThat(read("", "{\"number\":\"o-1\",\"cents\":1250}").id()).isEqualTo("o-1");
        assertThat(read(",\"version\":0", "{\"number\":\"o-1\",\"cents\":1250}").id()).isEqualTo("o-1");
    }

    @Test
    void treesAreReturnedAsPublished() throws UndecodableException {
        IncomingEvent event = event(UPCASTERS, ",\"version\":1", "{\"number\":\"o-1\",\"cents\":1250}");

        event.payload(Order.class);

        assertThat(event.payloadAsTree()).hasToString("{\"number\":\"o-1\",\"cents\":1250}");
    }

    @Test
    void aFailedConversionIsAFailureOfThePayload() {
        assertThatThrownBy(() -> read(",\"version\":1", "{\"number\":\"o-1\"}")).isInstanceOf(PayloadException.class)
                .hasMessageContaining("can't be read as " + Order.class.getName()).hasMessageContaining("Orders#from1");
        Upcasters toNull = new Upcasters(List.of(step(1, order -> order), step(2, order -> null)));
        assertThatThrownBy(() -> event(toNull, ",\"version\":1", "{}").payload(Order.class))
                .isInstanceOf(PayloadException.class).hasMessageContaining("Orders#from2 returned null for version 2");
    }
}
