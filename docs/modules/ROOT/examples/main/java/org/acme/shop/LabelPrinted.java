package org.acme.shop;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkiverse.eventstream.EventKey;
import io.quarkiverse.eventstream.EventType;
import io.quarkiverse.eventstream.Upcast;

// tag::versions[]
@EventType(topic = "prints", name = "labelPrinted", namespace = "shop", version = 2)
public record LabelPrinted(@EventKey String orderId, String printer) {

    @Upcast(from = 1)
    static ObjectNode printerByName(ObjectNode label) {
        int number = label.remove("printerNumber").intValue(); // <1>
        return label.put("printer", "printer-" + number);
    }
}
// end::versions[]
