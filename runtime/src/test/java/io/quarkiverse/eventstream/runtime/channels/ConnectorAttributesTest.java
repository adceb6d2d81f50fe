package io.quarkiverse.eventstream.runtime.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.smallrye.reactive.messaging.annotations.ConnectorAttribute;
import io.smallrye.reactive.messaging.annotations.ConnectorAttribute.Direction;

/** The attributes that tools offer are those that the connector reads. */
class ConnectorAttributesTest {

    private static Set<String> declared(Direction other) {
        return Stream.of(EventStreamConnector.class.getAnnotationsByType(ConnectorAttribute.class))
                .filter(attribute -> attribute.direction() != other && !attribute.name().equals("broadcast"))
                .map(ConnectorAttribute::name).collect(Collectors.toSet());
    }

    @Test
    void allAttributesAreDeclared() {
        assertThat(declared(Direction.OUTGOING)).isEqualTo(IncomingAttributes.NAMES);
        assertThat(declared(Direction.INCOMING)).isEqualTo(OutgoingAttributes.NAMES);
    }

    @Test
    void theDefaultIsTheOneThatIsDeclared() {
        assertThat(Stream.of(EventStreamConnector.class.getAnnotationsByType(ConnectorAttribute.class))
                .filter(attribute -> attribute.name().equals("max-inflight")).map(ConnectorAttribute::defaultValue))
                .containsExactly(Integer.toString(OutgoingAttributes.MAX_INFLIGHT));
    }
}
