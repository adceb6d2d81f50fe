package io.quarkiverse.eventstream.runtime.channels;

import java.util.concurrent.Flow;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.Message;

/** The base of the connectors. Each connector declares both interfaces itself, because Quarkus does not look at superclasses. */
abstract class ChannelConnector {

    private final Channels channels;
    private final String provider;

    /** A connector whose channels use streams of this provider; null for the configured one. */
    ChannelConnector(Channels channels, String provider) {
        this.channels = channels;
        this.provider = provider;
    }

    /** The messages of an incoming channel with these attributes. */
    public Flow.Publisher<? extends Message<?>> getPublisher(Config config) {
        return channels.incoming(config, provider);
    }

    /** The subscriber to the messages of an outgoing channel with these attributes. */
    public Flow.Subscriber<? extends Message<?>> getSubscriber(Config config) {
        return channels.outgoing(config, provider);
    }
}
