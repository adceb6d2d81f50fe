package io.quarkiverse.eventstream.operations.runtime.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.operations.Letter;
import io.quarkiverse.eventstream.operations.LetterFilter;
import io.quarkiverse.eventstream.operations.LetterId;
import io.quarkiverse.eventstream.operations.LetterState;
import io.quarkiverse.eventstream.operations.LetterSummary;
import io.quarkiverse.eventstream.operations.PageRequest;
import io.quarkiverse.eventstream.operations.Redrive;
import io.quarkiverse.eventstream.operations.RedriveOptions;
import io.quarkiverse.eventstream.operations.runtime.journal.JournalEntry;
import io.quarkiverse.eventstream.operations.runtime.topic.TopicReader;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.model.Names;
import io.quarkiverse.eventstream.spi.Registration;
import io.quarkiverse.eventstream.spi.StreamConnection;
import io.quarkiverse.eventstream.test.StandaloneStream;

/** The fixture of tests of desks: streams with the prefix {@code prod}, a dead-letter topic of its own for each test, and its journal. */
abstract class DeskTests {

    static final Duration TIMEOUT = Duration.ofSeconds(20);
    static final RedriveOptions BY_ADA = RedriveOptions.by("ada").ratePerSecond(1_000_000).build();
    private static final Names NAMES = new Names("prod", "billing", false);

    final String topic = "orders-" + UUID.randomUUID() + ".dlq";
    final String fullTopic = "prod." + topic;
    final String journal = fullTopic + ".journal";
    /** The listeners of the service. */
    final List<Registration> listeners = new ArrayList<>(List.of(registration("bill", "prod.billing"),
            registration("audit", "prod.audit"), registration("ship", "prod.billing"), registration("cache", null)));
    private final List<AutoCloseable> open = new ArrayList<>();

    private final Cluster cluster;

    DeskTests(Cluster cluster) {
        this.cluster = cluster;
    }

    StandaloneStream.Builder stream() {
        return cluster.stream();
    }

    void createTopic(String fullName, int partitions) {
        cluster.createTopic(fullName, partitions);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    Registration registration(String id, String group) {
        return new Registration(id, "orders", "", "prod.orders", group, Offset.LATEST, fullTopic);
    }

    StreamConnection connect() {
        StandaloneStream stream = stream().open();
        open.add(stream);
        return stream.connection();
    }

    StreamDesk desk() {
        return desk(connect());
    }

    StreamDesk desk(StreamConnection connection) {
        StreamDesk desk = new StreamDesk(new DeskStream(connection, NAMES, new EventCodec(new ObjectMapper()),
                () -> List.copyOf(listeners), Set.of("prod.billing"), 5, TIMEOUT));
        open.add(0, desk);
        return desk;
    }

    /** Creates the topic and writes letters to it, in the order given. */
    void write(int partitions, TestLetter... letters) {
        createTopic(fullTopic, partitions);
        append(letters);
    }

    /** Writes letters to the topic. */
    void append(TestLetter... letters) {
        write(Stream.of(letters).map(letter -> letter.in(fullTopic)).toList());
    }

    private void write(List<ProducerRecord<byte[], byte[]>> records) {
        cluster.write(records);
    }

    /** What an instance of the service writes. */
    void answer(JournalEntry... entries) {
        write(Stream.of(entries).map(entry -> entry.toRecord(journal)).toList());
    }

    JournalEntry answer(JournalEntry command, LetterState state) {
        return command.followedBy(state, "billing-1", Instant.parse("2026-11-24T07:00:00Z"), null);
    }

    List<ConsumerRecord<byte[], byte[]>> records(String fullName) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (TopicReader reader = TopicReader.open(connect().broker().orElseThrow(), fullName, TIMEOUT)) {
            reader.read(reader.sections(), records::add);
        }
        return records;
    }

    List<JournalEntry> entries() {
        return records(journal).stream().flatMap(record -> JournalEntry.read(record).stream()).toList();
    }

    LetterId id(int partition, long offset) {
        return new LetterId(topic, partition, offset);
    }

    static Redrive completed(Redrive redrive) {
        redrive.completion().toCompletableFuture().join();
        return redrive;
    }

    List<LetterSummary> all(StreamDesk desk, LetterFilter filter) {
        return desk.letters(topic, filter, PageRequest.oldest(1000)).letters();
    }

    List<LetterId> ids(StreamDesk desk, LetterFilter filter) {
        return all(desk, filter).stream().map(LetterSummary::id).toList();
    }

    LetterState state(StreamDesk desk, LetterId id) {
        return letter(desk, id).status().state();
    }

    Letter letter(StreamDesk desk, LetterId id) {
        return desk.letter(id).orElseThrow();
    }

    static ConditionFactory await() {
        return Awaitility.await().pollInterval(Duration.ofMillis(10)).atMost(TIMEOUT);
    }
}
