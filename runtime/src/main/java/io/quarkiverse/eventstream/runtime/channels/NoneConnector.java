package io.quarkiverse.eventstream.runtime.channels;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.reactive.messaging.spi.Connector;

import io.smallrye.reactive.messaging.connector.InboundConnector;
import io.smallrye.reactive.messaging.connector.OutboundConnector;

/**
 * The connector {@code eventstream-none}: has the attributes of {@link EventStreamConnector}, and drops events after checking
 * them.
 */
@Singleton
@Connector(NoneConnector.NAME)
public class NoneConnector extends ChannelConnector implements InboundConnector, OutboundConnector {

    /** The connector's name. */
    public static final String NAME = "eventstream-none";

    @Inject
    NoneConnector(Channels channels) {
        super(channels, "none");
    }
}
