package io.quarkiverse.eventstream.runtime.channels;

import java.util.concurrent.Flow;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * What the connectors have in common. Each of them says itself that it is one, both ways: Quarkus looks no further than the class.
 */
abstract class ChannelConnector {

    private final Channels channels;
    private final String kind;

    /**
     * A connector.
     *
     * @param kind the kind of stream to put in the place of the one that a channel names; null to use that
     */
    ChannelConnector(Channels channels, String kind) {
        this.channels = channels;
        this.kind = kind;
    }

    /**
     * An incoming channel.
     *
     * @param config its attributes
     * @return its messages
     */
    public Flow.Publisher<? extends Message<?>> getPublisher(Config config) {
        return channels.incoming(config, kind);
    }

    /**
     * An outgoing channel.
     *
     * @param config its attributes
     * @return takes its messages
     */
    public Flow.Subscriber<? extends Message<?>> getSubscriber(Config config) {
        return channels.outgoing(config, kind);
    }
}
