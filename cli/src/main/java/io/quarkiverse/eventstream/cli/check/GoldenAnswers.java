package io.quarkiverse.eventstream.cli.check;

import static io.quarkiverse.eventstream.cli.check.Finding.note;
import static io.quarkiverse.eventstream.cli.check.Finding.violation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.eventstream.cli.golden.GoldenRecord;
import io.quarkiverse.eventstream.cli.records.StrictUtf8;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;

/**
 * Compares the answers of a client, which publishes again the golden records that it read, with these: field by field, except for fields
 * that a publisher sets itself. Not thread-safe.
 * <p>
 * An answer belongs to the golden record with its id or its key. If the client sets these itself, it belongs to the record with the fewest
 * differences, and of several equal ones to one without an answer.
 */
public final class GoldenAnswers {

    /** The time of publishing, which a publisher with the SDK cannot choose, and the id, which is compared separately. */
    private static final Set<String> PUBLISHERS_OWN = Set.of("id", "timestamp", "timestampUnixNano");

    /** Fields that only newer clients know. */
    private static final Set<String> OPTIONAL = Set.of("parentNamespace", "unionNamespace", "sourceNamespace");

    private static final String OWN = "the client's own, not the golden record's; so it remains open whether it reads this";

    private final List<GoldenRecord> golden;
    private final Set<GoldenRecord> unanswered;
    private final EnvelopeCheck check;

    /**
     * Starts without answers.
     *
     * @param check the check that each answer must pass
     */
    public GoldenAnswers(List<GoldenRecord> golden, EnvelopeCheck check) {
        this.golden = List.copyOf(golden);
        this.unanswered = new LinkedHashSet<>(golden);
        this.check = check;
    }

    /**
     * The golden records without an answer so far.
     *
     * @return in their order
     */
    public List<GoldenRecord> unanswered() {
        return List.copyOf(unanswered);
    }

    /** Checks an answer and, if it is decodable, compares it. */
    public List<Finding> findings(ConsumerRecord<byte[], byte[]> record) {
        List<Finding> findings = new ArrayList<>(check.findings(record));
        EnvelopeMembers members;
        try {
            members = EnvelopeMembers.read(record.value() == null ? new byte[0] : record.value());
        } catch (IOException e) {
            return findings;
        }
        JsonNode answer = EventFields.of(members);
        String key = record.key() == null ? null : StrictUtf8.decode(record.key());
        GoldenRecord match = match(answer, key);
        unanswered.remove(match);
        for (Difference difference : differences(match, answer)) {
            findings.add(finding(difference, match));
        }
        if (!match.expected().get("id").equals(answer.get("id"))) {
            findings.add(note("id", OWN));
        } else if (!match.key().equals(key)) {
            findings.add(note("key", OWN));
        }
        return findings;
    }

    private GoldenRecord match(JsonNode answer, String key) {
        Optional<GoldenRecord> named = golden.stream()
                .filter(candidate -> candidate.expected().get("id").equals(answer.get("id"))).findFirst()
                .or(() -> golden.stream().filter(candidate -> candidate.key().equals(key)).findFirst());
        return named.orElseGet(() -> nearest(answer));
    }

    private GoldenRecord nearest(JsonNode answer) {
        return golden.stream().min(Comparator.<GoldenRecord>comparingLong(candidate -> wrong(candidate, answer))
                .thenComparing(candidate -> !unanswered.contains(candidate))).orElseThrow();
    }

    private static long wrong(GoldenRecord golden, JsonNode answer) {
        return differences(golden, answer).stream().filter(difference -> !isDropped(difference, golden)).count();
    }

    private static List<Difference> differences(GoldenRecord golden, JsonNode answer) {
        List<Difference> differences = new ArrayList<>();
        JsonNode expected = golden.expected();
        for (Map.Entry<String, JsonNode> field : expected.properties()) {
            String name = field.getKey();
            JsonNode found = answer.get(name);
            if (PUBLISHERS_OWN.contains(name)) {
                continue;
            }
            if (found == null) {
                differences.add(new Difference(name, field.getValue(), null));
            } else {
                differences.addAll(Differences.between(name, field.getValue(), found));
            }
        }
        return differences;
    }

    private static Finding finding(Difference difference, GoldenRecord golden) {
        if (isDropped(difference, golden)) {
            return note(difference.path(), "dropped, since the client doesn't know the field");
        }
        return violation(UntrustedText.of(difference.path()) + ", of the golden record " + golden, difference.problem(),
                "Look at how the client reads and writes this field.");
    }

    /** Whether the answer lacks a field that a client need not know. */
    private static boolean isDropped(Difference difference, GoldenRecord golden) {
        return difference.found() == null && golden.expected().has(difference.path())
                && (EnvelopeField.of(difference.path()) == null || OPTIONAL.contains(difference.path()));
    }
}
