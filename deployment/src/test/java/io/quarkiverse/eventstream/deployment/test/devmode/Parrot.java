package io.quarkiverse.eventstream.deployment.test.devmode;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OnEvent;

/** A listener that tests of live reload edit while it runs. */
@Singleton
public class Parrot {

    private static final Logger LOG = Logger.getLogger(Parrot.class);

    @OnEvent(topic = "${parrot.topic}", name = "spoken", group = "${parrot.topic}", offset = "earliest")
    void hear(IncomingEvent event) {
        LOG.infof("The first parrot heard %s", event.id());
    }
}
