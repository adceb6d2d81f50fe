package io.quarkiverse.eventstream.faults.workload;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

import io.quarkiverse.eventstream.faults.check.Evidence.DeadLetters;
import io.quarkiverse.eventstream.faults.ledger.Coordinates;
import io.quarkiverse.eventstream.faults.ledger.TopicRecord;
import io.quarkiverse.eventstream.faults.ledger.Violations;
import io.quarkiverse.eventstream.faults.suite.Run;
import io.quarkiverse.eventstream.faults.worker.EventId;
import io.quarkiverse.eventstream.faults.worker.Hopeless;
import io.quarkiverse.eventstream.faults.worker.Listeners;
import io.quarkiverse.eventstream.faults.worker.TopicNames;

/** The records on the dead-letter topics of a run. */
final class DeadLetterTopic implements DeadLetters {

    private static final String HEADER = "eventstream.dead-letter.";

    private record Letter(int listener, Coordinates coordinates) {}

    private final Map<Letter, EventId> letters = new HashMap<>();
    private final Violations unexpected = new Violations();
    private final long since;
    private final double hopelessShare;

    private DeadLetterTopic(long since, double hopelessShare) {
        this.since = since;
        this.hopelessShare = hopelessShare;
    }

    /** The names of the dead-letter topics of a run. */
    static List<String> of(Run run) {
        return run.topicNames().stream().map(topic -> topic + ".dlq").toList();
    }

    /**
     * Reads the dead letters.
     *
     * @param since the earliest time at which they can have been written
     * @param hopelessShare the share of events that each listener fails for good
     */
    static DeadLetterTopic read(Run run, long since, double hopelessShare) {
        DeadLetterTopic result = new DeadLetterTopic(since, hopelessShare);
        of(run).forEach(topic -> run.topics().read(topic, record -> result.add(record, topic)));
        return result;
    }

    private void add(ConsumerRecord<String, String> record, String topic) {
        EventId id = EventId.parse(header(record, "id"));
        String listenerId = header(record, HEADER + "listener");
        int listener = Listeners.NAMES.indexOf(listenerId.split("-")[0]);
        String source = header(record, HEADER + "topic");
        Coordinates coordinates = new Coordinates(TopicNames.numberOf(source),
                Integer.parseInt(header(record, HEADER + "partition")),
                Long.parseLong(header(record, HEADER + "offset")));
        if (!Hopeless.isHopeless(hopelessShare, listener, id.toString()) || !topic.equals(source + ".dlq")) {
            unexpected.add(
                    () -> "the event " + id + " at " + coordinates + " was dead-lettered for " + listenerId
                            + ", which had not failed it");
        }
        letters.put(new Letter(listener, coordinates), id);
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public OptionalLong deadLetteredSince(int listener, TopicRecord event) {
        boolean deadLettered = event.id().equals(letters.get(new Letter(listener, event.coordinates())));
        return deadLettered ? OptionalLong.of(since) : OptionalLong.empty();
    }

    @Override
    public Violations unexpected() {
        return unexpected;
    }
}
