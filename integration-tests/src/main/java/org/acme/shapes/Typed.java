package org.acme.shapes;

import java.util.Map;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkiverse.eventstream.EventKey;
import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.EventType;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.Publishes;
import io.quarkiverse.eventstream.Upcast;

/**
 * Event types: a family, a key on its interface, an older version, and a result that is published.
 */
@Singleton
public class Typed {

    /** A family. */
    @EventType(topic = "${shapes.boxes:boxes}", namespace = "shop")
    public sealed interface Box {

        @EventKey
        String number();
    }

    /** Of the second version: the first one had grams. */
    @EventType(name = "boxClosed", version = 2)
    public record Closed(String number, int kilos) implements Box {

        @Upcast(from = 1)
        static ObjectNode kilosOfGrams(ObjectNode box) {
            return box.put("kilos", box.remove("grams").intValue() / 1000);
        }
    }

    /** The other class. */
    @EventType(name = "boxOpened")
    public record Opened(String number) implements Box {}

    private final EventStream events;
    private final Invocations invocations;

    Typed(EventStream events, Invocations invocations) {
        this.events = events;
        this.invocations = invocations;
    }

    void close(String number, int version) {
        if (version == 2) {
            events.publishAndAwait(new Closed(number, 7));
        } else {
            events.publishAndAwait(OutgoingEvent.of(new Closed(number, 0)).version(version)
                    .payload(Map.of("number", number, "grams", 7000)).build());
        }
    }

    @Publishes
    Opened open(String number) {
        return new Opened(number);
    }

    @OnEvent
    void on(Box box) {
        invocations.add(box.number(), box.toString());
    }
}
