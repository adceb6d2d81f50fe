package org.acme.shop;

import jakarta.inject.Inject;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.EventStreamName;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OnEvent;

public class Audit {

    @Inject
    Seen seen;

    // tag::named[]
    @Inject
    @EventStreamName("audit")
    EventStream audit;

    @OnEvent(stream = "audit", topic = "trail")
    void onTrail(IncomingEvent event) {
        seen.note("trail", event);
    }
    // end::named[]
}
