package io.quarkiverse.eventstream.faults.workload;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

import io.quarkiverse.eventstream.faults.check.Evidence.DeadLetters;
import io.quarkiverse.eventstream.faults.ledger.Place;
import io.quarkiverse.eventstream.faults.ledger.TopicRecord;
import io.quarkiverse.eventstream.faults.suite.Run;
import io.quarkiverse.eventstream.faults.worker.Conduct;

/** What a foreign client finds on the topic for dead letters. */
final class DeadLetterTopic implements DeadLetters {

    private static final String HEADER = "eventstream.dead-letter.";

    private record Letter(String listener, Place place) {}

    private final Map<Letter, String> letters = new HashMap<>();
    private final List<String> strays = new ArrayList<>();
    private final long since;
    private final Conduct conduct;

    private DeadLetterTopic(long since, double hopelessShare) {
        this.since = since;
        this.conduct = new Conduct(Duration.ZERO, 0, Duration.ZERO, 0, 0, hopelessShare);
    }

    /** The topic for the dead letters of a run. */
    static String of(Run run) {
        return run.topic() + ".dlq";
    }

    /**
     * Reads what is there.
     *
     * @param since from when on it can have been written
     * @param hopelessShare the share of events that each listener fails for good
     */
    static DeadLetterTopic read(Run run, int partitions, long since, double hopelessShare) {
        DeadLetterTopic result = new DeadLetterTopic(since, hopelessShare);
        run.topics().read(of(run), partitions).forEach(record -> result.add(record, run.topic()));
        return result;
    }

    private void add(ConsumerRecord<String, String> record, String topic) {
        String id = header(record, "id");
        String listener = header(record, HEADER + "listener");
        Place place = new Place(Integer.parseInt(header(record, HEADER + "partition")),
                Long.parseLong(header(record, HEADER + "offset")));
        if (!conduct.isHopeless(listener, id) || !topic.equals(header(record, HEADER + "topic"))) {
            strays.add("the event " + id + " at " + place + " was put away for " + listener + ", which had not failed it");
        }
        letters.put(new Letter(listener, place), id);
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public OptionalLong doneSince(String listener, TopicRecord event) {
        boolean isPutAway = event.id().equals(letters.get(new Letter(listener, event.place())));
        return isPutAway ? OptionalLong.of(since) : OptionalLong.empty();
    }

    @Override
    public List<String> strays() {
        return strays;
    }
}
