package io.quarkiverse.eventstream.runtime.channels;

import io.quarkus.arc.BeanCreator;
import io.quarkus.arc.SyntheticCreationalContext;

/**
 * Creates connectors as synthetic beans, which Quarkus does not find by their class.
 */
public class ConnectorCreator implements BeanCreator<Object> {

    /** The parameter with the connector's name. */
    public static final String NAME = "name";

    @Override
    public Object create(SyntheticCreationalContext<Object> context) {
        Channels channels = context.getInjectedReference(Channels.class);
        String name = (String) context.getParams().get(NAME);
        return switch (name) {
            case EventStreamConnector.NAME -> new EventStreamConnector(channels);
            case StdoutConnector.NAME -> new StdoutConnector(channels);
            case NoneConnector.NAME -> new NoneConnector(channels);
            default -> throw new IllegalArgumentException("No connector " + name);
        };
    }
}
