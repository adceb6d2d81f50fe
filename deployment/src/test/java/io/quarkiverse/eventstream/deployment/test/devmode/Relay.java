package io.quarkiverse.eventstream.deployment.test.devmode;

import java.util.Map;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Outgoing;
import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OutgoingEvent;

/** Channels that tests of live reload edit while they run. */
@Singleton
public class Relay {

    private static final Logger LOG = Logger.getLogger(Relay.class);

    @Incoming("spoken")
    @Outgoing("repeated")
    OutgoingEvent repeat(IncomingEvent event) {
        LOG.infof("Relay 0 got %s", event.id());
        return OutgoingEvent.builder("repeated").namespace("shop").payload(Map.of("of", event.id())).build();
    }
}
