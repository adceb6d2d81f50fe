package io.quarkiverse.eventstream.runtime.channels;

import static io.smallrye.reactive.messaging.annotations.ConnectorAttribute.Direction.INCOMING;
import static io.smallrye.reactive.messaging.annotations.ConnectorAttribute.Direction.INCOMING_AND_OUTGOING;
import static io.smallrye.reactive.messaging.annotations.ConnectorAttribute.Direction.OUTGOING;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.reactive.messaging.spi.Connector;

import io.smallrye.reactive.messaging.annotations.ConnectorAttribute;
import io.smallrye.reactive.messaging.connector.InboundConnector;
import io.smallrye.reactive.messaging.connector.OutboundConnector;

/** The connector {@code eventstream}: channels of the application's streams. */
@Singleton
@Connector(EventStreamConnector.NAME)
@ConnectorAttribute(name = "topic", type = "string", direction = INCOMING_AND_OUTGOING,
        description = "The topic, without the prefix; the channel's name by default. An event that names topics itself goes to those")
@ConnectorAttribute(name = "stream", type = "string", direction = INCOMING_AND_OUTGOING,
        description = "The name of a stream under quarkus.eventstream; the default stream by default")
@ConnectorAttribute(name = "name", type = "string", direction = INCOMING_AND_OUTGOING,
        description = "Incoming: the name of the events that are wanted; all by default. Outgoing: the name of the events that payloads become")
@ConnectorAttribute(name = "namespace", type = "string", direction = INCOMING_AND_OUTGOING,
        description = "Incoming: the only namespace that is wanted; all by default. Outgoing: the namespace of events that name none")
@ConnectorAttribute(name = "group", type = "string", direction = INCOMING,
        description = "The consumer group, without the prefix; that of the stream by default. <no-group>: each instance gets every event from now on")
@ConnectorAttribute(name = "offset", type = "string", direction = INCOMING,
        description = "Where a group without a committed offset begins: latest, earliest, an absolute offset, or an instant",
        defaultValue = "latest")
@ConnectorAttribute(name = "ordering", type = "string", direction = INCOMING,
        description = "The order of the events of a partition: partition, key or unordered",
        defaultValue = "partition")
@ConnectorAttribute(name = "broadcast", type = "boolean", direction = INCOMING,
        description = "Whether the channel may have several subscribers, which all get each message", defaultValue = "false")
@ConnectorAttribute(name = "max-inflight", type = "int", direction = OUTGOING,
        description = "How many messages may be in flight; the sender waits above it", defaultValue = "1024")
public class EventStreamConnector extends ChannelConnector implements InboundConnector, OutboundConnector {

    /** The connector's name. */
    public static final String NAME = "eventstream";

    @Inject
    EventStreamConnector(Channels channels) {
        super(channels, null);
    }
}
