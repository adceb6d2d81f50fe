package io.quarkiverse.eventstream.cli.publish;

import java.time.Duration;
import java.util.List;

import org.apache.kafka.clients.producer.ProducerConfig;

import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.Violation;
import io.quarkiverse.eventstream.cli.connect.Connection;
import io.quarkiverse.eventstream.runtime.config.WireFormat;
import io.quarkiverse.eventstream.runtime.envelope.EncodedEvent;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.envelope.EventEncoder;
import io.quarkiverse.eventstream.runtime.envelope.EventValidator;

/** Encodes and checks events with the code of the bus. Thread-safe. */
public final class EventChecker {

    private static final int KAFKAS_MAX_REQUEST_SIZE = 1 << 20;
    /** No event of a command has a timeout of its own. */
    private static final Duration ANY_TIMEOUT = Duration.ofDays(1);

    private final EventEncoder encoder;
    private final EventValidator validator;

    /** With the rules of a stream. */
    public EventChecker(EventRules rules, Connection connection, EventCodec codec) {
        WireFormat format = rules.wireFormat(connection.configuration());
        this.encoder = codec.encoder(format);
        this.validator = new EventValidator("", rules.isStrict(connection.configuration()), format,
                connection.producerNumber(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, KAFKAS_MAX_REQUEST_SIZE), ANY_TIMEOUT);
    }

    /** The record of an event, even if it is not valid. */
    public EncodedEvent encode(OutgoingEvent event) {
        return encoder.encode(event);
    }

    /** All rules that an event breaks; empty if it is valid. */
    public List<Violation> violations(OutgoingEvent event, EncodedEvent encoded) {
        return validator.violations(event, encoded);
    }
}
