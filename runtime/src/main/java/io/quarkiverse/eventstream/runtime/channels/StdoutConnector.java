package io.quarkiverse.eventstream.runtime.channels;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.reactive.messaging.spi.Connector;

import io.smallrye.reactive.messaging.connector.InboundConnector;
import io.smallrye.reactive.messaging.connector.OutboundConnector;

/** The connector {@code eventstream-stdout}: has the attributes of {@link EventStreamConnector}, and prints events. */
@Singleton
@Connector(StdoutConnector.NAME)
public class StdoutConnector extends ChannelConnector implements InboundConnector, OutboundConnector {

    /** The connector's name. */
    public static final String NAME = "eventstream-stdout";

    @Inject
    StdoutConnector(Channels channels) {
        super(channels, "stdout");
    }
}
