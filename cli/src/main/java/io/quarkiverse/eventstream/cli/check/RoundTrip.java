package io.quarkiverse.eventstream.cli.check;

import static io.quarkiverse.eventstream.cli.check.Finding.violation;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.runtime.config.WireFormat;
import io.quarkiverse.eventstream.runtime.envelope.EncodedEvent;
import io.quarkiverse.eventstream.runtime.envelope.Envelope;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.envelope.EventEncoder;
import io.quarkiverse.eventstream.runtime.envelope.ReceivedEvent;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;

/** Checks whether an event is unchanged after this bus has read it and published it again. Thread-safe. */
final class RoundTrip {

    /** Fields that other checks cover. */
    private static final Set<EnvelopeField> OWN_RULES = EnumSet.of(EnvelopeField.ID, EnvelopeField.TIMESTAMP,
            EnvelopeField.TOPIC);

    private static final String REMEDY = "This bus changes the event: report it, with the record.";

    private final EventCodec codec;
    private final EventEncoder encoder;

    RoundTrip(EventCodec codec) {
        this.codec = codec;
        this.encoder = codec.encoder(WireFormat.V3_1);
    }

    void check(ConsumerRecord<byte[], byte[]> record, Envelope envelope, EnvelopeMembers members, List<Finding> to) {
        try {
            ReceivedEvent event = new ReceivedEvent(record, envelope, record.topic(), codec, false);
            EncodedEvent again = encoder.encode(OutgoingEvent.builder(event).topic(record.topic()).build());
            if (again.value() == null) {
                again.violations().forEach(broken -> to.add(violation(broken.toString(), "can't be published again", REMEDY)));
                return;
            }
            compare(members, EnvelopeMembers.read(again.value()), to);
        } catch (EventStreamException | IOException e) {
            to.add(violation("event", "can't be published again: " + UntrustedText.of(e.getMessage(), 300), REMEDY));
        }
    }

    static void compare(EnvelopeMembers before, EnvelopeMembers after, List<Finding> to) {
        for (Map.Entry<String, JsonNode> member : before.values().entrySet()) {
            EnvelopeField field = EnvelopeField.of(member.getKey());
            JsonNode written = seen(field, after.values().get(member.getKey()));
            if ((field == null || !OWN_RULES.contains(field))
                    && (written == null || !seen(field, member.getValue()).equals(RoundTrip::compare, written))) {
                to.add(violation(UntrustedText.of(member.getKey()), "is another when the event is published again",
                        REMEDY));
            }
        }
    }

    /** Numbers are compared exactly, in any notation. */
    private static int compare(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        return one.equals(other) ? 0 : 1;
    }

    /** The value that a reader sees; null for a missing unknown field. */
    private static JsonNode seen(EnvelopeField field, JsonNode value) {
        return field != null && (value == null || value.isNull()) ? field.missing() : value;
    }
}
