package io.quarkiverse.eventstream.cli.check;

import static io.quarkiverse.eventstream.cli.check.Finding.note;
import static io.quarkiverse.eventstream.cli.check.Finding.violation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstream.cli.console.Words;
import io.quarkiverse.eventstream.cli.records.StrictUtf8;
import io.quarkiverse.eventstream.runtime.envelope.Envelope;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.envelope.UndecodableException;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;

/**
 * Checks a record against the wire format: finds all violations at once, and notes for peers. Accepts any record. Thread-safe.
 */
public final class EnvelopeCheck {

    private static final int REASON_LENGTH = 200;
    private static final int MAX_FINDINGS = 50;
    private static final int KAFKAS_MAX_REQUEST_SIZE = 1 << 20;

    private final EventCodec codec = new EventCodec(new ObjectMapper());
    private final HeaderCheck headers = new HeaderCheck();
    private final FieldCheck fields = new FieldCheck();
    private final ContentCheck contents;
    private final GoValues goValues = new GoValues();
    private final RoundTrip roundTrip = new RoundTrip(codec);

    /**
     * Creates a check with normal or strict validation.
     *
     * @param strict whether ids must be UUIDs, as with {@code quarkus.eventstream.strict-validation}
     */
    public EnvelopeCheck(boolean strict) {
        this.contents = new ContentCheck(codec, strict);
    }

    /**
     * Checks a record.
     *
     * @return violations and notes, in the order key, headers, value; of more than fifty the first, and the number of others
     */
    public List<Finding> findings(ConsumerRecord<byte[], byte[]> record) {
        List<Finding> findings = all(record);
        if (findings.size() <= MAX_FINDINGS) {
            return findings;
        }
        List<Finding> rest = findings.subList(MAX_FINDINGS, findings.size());
        List<Finding> first = new ArrayList<>(findings.subList(0, MAX_FINDINGS));
        long broken = rest.stream().filter(Finding::isViolation).count();
        first.add(broken == 0
                ? note(rest.size() + " more", "found, and not listed")
                : violation("record", "breaks " + broken + " more rules", "Mend the others, and check again."));
        return first;
    }

    private List<Finding> all(ConsumerRecord<byte[], byte[]> record) {
        List<Finding> findings = new ArrayList<>();
        checkKey(record.key(), findings);
        checkSize(record, findings);
        EnvelopeMembers members = readable(record.value());
        headers.check(record.headers(), members == null ? null : members.text(EnvelopeField.NAME), findings);
        List<Finding> types = members == null ? List.of() : fields.mismatches(members);
        findings.addAll(types);
        try {
            Envelope envelope = codec.decode(record.value());
            if (members == null) {
                findings.add(beyondLimits(record.value()));
            } else if (types.isEmpty()) {
                roundTrip.check(record, envelope, members, findings);
            }
        } catch (UndecodableException e) {
            // Wrong types have been reported already.
            if (types.isEmpty()) {
                findings.add(violation("value", e.getMessage(), "Write one JSON object in UTF-8, without a byte order mark, and"
                        + " nothing before or after it."));
            }
        }
        if (members != null) {
            fields.check(members, findings);
            contents.check(members, findings);
            goValues.check(members, findings);
        }
        return findings;
    }

    /** Null if the value is no JSON object. */
    private static EnvelopeMembers readable(byte[] value) {
        if (value == null || StrictUtf8.decode(value) == null) {
            return null;
        }
        try {
            return EnvelopeMembers.read(value);
        } catch (IOException e) {
            return null;
        }
    }

    /** The envelope is decodable, but its content is not, such as a number with thousands of digits. */
    private static Finding beyondLimits(byte[] value) {
        String reason;
        try {
            EnvelopeMembers.read(value);
            reason = "changes while it is read";
        } catch (JsonProcessingException e) {
            reason = e.getOriginalMessage();
        } catch (IOException e) {
            reason = e.getMessage();
        }
        return violation("value", "holds what no listener can read: " + UntrustedText.of(reason, REASON_LENGTH),
                "Write such data as strings, or split it up.");
    }

    /** Without the headers, which a publisher adds to, and compression, which a publisher may not have. */
    private static void checkSize(ConsumerRecord<byte[], byte[]> record, List<Finding> to) {
        long size = (record.key() == null ? 0L : record.key().length) + (record.value() == null ? 0L : record.value().length);
        if (size > KAFKAS_MAX_REQUEST_SIZE) {
            to.add(note("size " + Words.size(size),
                    "more than max.request.size, by default 1 MB: a service publishes such an event again"
                            + " only with a larger one"));
        }
    }

    private static void checkKey(byte[] key, List<Finding> to) {
        if (key == null || key.length == 0) {
            to.add(violation("key", "is missing",
                    "Write the event's key, or else its id: without one, events go to any partition."));
        } else if (StrictUtf8.decode(key) == null) {
            to.add(violation("key", "is not UTF-8", "Write the key as text in UTF-8."));
        }
    }
}
