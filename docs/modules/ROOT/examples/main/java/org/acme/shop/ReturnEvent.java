package org.acme.shop;

import io.quarkiverse.eventstream.EventKey;
import io.quarkiverse.eventstream.EventType;

// tag::family[]
@EventType(topic = "${shop.returns-topic}", namespace = "shop") // <1>
public sealed interface ReturnEvent {

    @EventKey
    String orderId();

    @EventType(name = "returnRequested")
    record ReturnRequested(String orderId, String reason) implements ReturnEvent {}

    @EventType(name = "returnArrived")
    record ReturnArrived(String orderId, boolean damaged) implements ReturnEvent {}
}
// end::family[]
