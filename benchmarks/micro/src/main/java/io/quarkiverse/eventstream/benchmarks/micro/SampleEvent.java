package io.quarkiverse.eventstream.benchmarks.micro;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.runtime.config.WireFormat;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;

/**
 * The event of all benchmarks: an order, some 600 bytes of envelope.
 */
public final class SampleEvent {

    /** The event's name. */
    public static final String NAME = "orderCreated";
    /** The event's topic. */
    public static final String TOPIC = "orders";
    /** The mapper of both sides, configured like Quarkus's. */
    public static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private static final String ID = "0c5fa1c44d6e4b0c8f6a3f6d7f0d3b52";
    private static final String NAMESPACE = "shop";
    private static final String SERVICE = "orders";
    private static final Instant TIMESTAMP = Instant.parse("2026-11-24T06:26:36Z");
    private static final Order ORDER = order(3);

    private SampleEvent() {}

    /**
     * Creates an order.
     *
     * @return the order
     */
    static Order order(int items) {
        Order.Item item = new Order.Item("sku-4711", 2, new BigDecimal("9.95"));
        return new Order("o-20261124-0001", "c-1000042", new Order.Address("Main Street 12", "10115 Berlin", "DE"),
                Collections.nCopies(items, item));
    }

    /** The event as the bus publishes it. */
    public static OutgoingEvent outgoing() {
        return builder(ORDER).id(ID).timestamp(TIMESTAMP).build();
    }

    /** The event as a publisher creates it, with a new id and time. */
    static OutgoingEvent newOutgoing() {
        return builder(ORDER).build();
    }

    private static OutgoingEvent.Builder builder(Order order) {
        return builder(NAME, order);
    }

    private static OutgoingEvent.Builder builder(String name, Order order) {
        return OutgoingEvent.builder(name).namespace(NAMESPACE).topic(TOPIC).peer(peer -> peer.service(SERVICE)).payload(order);
    }

    /** The event as a service without the bus maps it. */
    static OrderEnvelope envelope() {
        return envelope(ID, TIMESTAMP);
    }

    /**
     * An event as a service without the bus maps it.
     *
     * @param timestamp the time of the event
     */
    static OrderEnvelope envelope(String id, Instant timestamp) {
        return new OrderEnvelope(id, NAME, NAMESPACE, "", "", "", "", "",
                timestamp.truncatedTo(ChronoUnit.SECONDS).toString(),
                null, 1, 0, 0, 0, SERVICE, null, null, "", false, "", "", "", "", null, ORDER);
    }

    /** The event's record. */
    public static byte[] value() {
        return value(NAME, ORDER);
    }

    /** The record of an event with another name. */
    public static byte[] value(String name) {
        return value(name, ORDER);
    }

    /**
     * The record of an event with another order.
     *
     * @param order the order
     */
    static byte[] value(Order order) {
        return value(NAME, order);
    }

    private static byte[] value(String name, Order order) {
        return new EventCodec(MAPPER).encoder(WireFormat.V3_1).encode(builder(name, order).id(ID).timestamp(TIMESTAMP).build())
                .value();
    }
}
