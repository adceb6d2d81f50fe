package io.quarkiverse.eventstream.runtime.channels;

import java.util.concurrent.Flow;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.Message;

/** The base of the connectors. Each connector declares both interfaces itself, because Quarkus does not look at superclasses. */
abstract class ChannelConnector {

    private final Channels channels;
    private final String kind;

    /** A connector whose channels use streams of this kind; null for the configured kind. */
    ChannelConnector(Channels channels, String kind) {
        this.channels = channels;
        this.kind = kind;
    }

    /** The messages of an incoming channel with these attributes. */
    public Flow.Publisher<? extends Message<?>> getPublisher(Config config) {
        return channels.incoming(config, kind);
    }

    /** The subscriber to the messages of an outgoing channel with these attributes. */
    public Flow.Subscriber<? extends Message<?>> getSubscriber(Config config) {
        return channels.outgoing(config, kind);
    }
}
