package io.quarkiverse.eventstream.runtime.kafka;

import static io.quarkiverse.eventstream.runtime.kafka.FirstRecords.Granted.GRANTED;
import static io.quarkiverse.eventstream.runtime.kafka.Progress.Waiting.FOR_CLIENT;
import static io.quarkiverse.eventstream.runtime.kafka.Progress.Waiting.FOR_PARTITION;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class FirstRecordsTest {

    private final KnownTopic topic = new KnownTopic(true);
    private final FirstRecords records = new FirstRecords("t", topic);
    private final TopicLane lane = new TopicLane("t", new InFlightCount(100));

    private PendingRecord record(String key) {
        return new PendingRecord(new ProducerRecord<>("t", key == null ? null : key.getBytes(UTF_8), new byte[0]), 1,
                Duration.ofSeconds(1), (written, error) -> {}, lane, null);
    }

    /** A record that may go now. */
    private PendingRecord admitted(String key) {
        PendingRecord record = record(key);
        assertThat(records.admit(record)).isEqualTo(GRANTED);
        return record;
    }

    @Test
    void aTopicThatIsNotKnownRefusesTheRecord() {
        assertThatThrownBy(() -> records.admit(record("a"))).isInstanceOf(TimeoutException.class);
    }

    @Test
    void untilOneIsWrittenRecordsOfAPartitionGoOneAtATime() {
        topic.has(1);
        PendingRecord first = admitted("a");
        assertThat(records.admit(record("b"))).as("while the first is in flight").isEqualTo(FOR_PARTITION);

        first.letGoOfPartition();
        admitted("b");
        assertThat(records.admit(record("c"))).as("the first was refused").isEqualTo(FOR_PARTITION);

        records.written(0);
        admitted("c");
        admitted("d");
    }

    @Test
    void aPartitionDoesNotHoldUpAnother() {
        topic.has(3);
        PendingRecord first = admitted("a");
        PendingRecord other = IntStream.range(0, 100).mapToObj(i -> record("key" + i))
                .filter(record -> records.admit(record) == GRANTED).findFirst().orElseThrow();

        assertThat(other.partition()).isNotEqualTo(first.partition());
        assertThat(records.admit(record("a"))).isEqualTo(FOR_PARTITION);
    }

    @Test
    void anAddedPartitionHasNoRecord() {
        topic.has(1);
        admitted("a");
        records.written(0);
        topic.has(50);

        List<PendingRecord> twice = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            PendingRecord record = record("key" + i);
            if (records.admit(record) == GRANTED && record.partition() > 0) {
                twice.add(record);
            }
        }
        assertThat(twice).isNotEmpty().extracting(PendingRecord::partition).doesNotHaveDuplicates();
    }

    @Test
    void withoutAKeyARecordGoesWhereItNeedNotWait() {
        topic.has(3, 1);

        Set<Integer> partitions = new HashSet<>();
        for (int i = 0; i < 2; i++) {
            PendingRecord record = admitted(null);
            assertThat(record.record().partition()).isEqualTo(record.partition());
            partitions.add(record.partition());
        }
        assertThat(partitions).as("those with a leader").containsExactlyInAnyOrder(0, 2);
        assertThat(records.admit(record(null))).isEqualTo(FOR_CLIENT);

        records.written(2);
        assertThat(admitted(null).partition()).isEqualTo(2);
        assertThat(admitted(null).partition()).isEqualTo(2);
    }

    @Test
    void onceAllPartitionsHaveARecordKafkaChooses() {
        topic.has(2);
        records.written(0);
        records.written(1);

        assertThat(admitted(null).record().partition()).isNull();
        topic.has(3);
        PendingRecord first = admitted(null);
        assertThat(first.partition()).as("the added one").isEqualTo(2);
        records.written(2);
        assertThat(admitted(null).record().partition()).isNull();
    }

    @Test
    void aTopicThatIsCreatedAgainHoldsNothing() {
        topic.has(1);
        PendingRecord written = admitted("a");
        records.written(0);
        written.letGoOfPartition();
        topic.isGone();
        assertThatThrownBy(() -> records.admit(record("a"))).isInstanceOf(TimeoutException.class);
        topic.has(1);

        admitted("a").letGoOfPartition();
        admitted("a");
        assertThat(records.admit(record("a"))).isEqualTo(FOR_PARTITION);
    }

    @Test
    void whereTheApplicationDeterminesThePartitionATopicCountsAsOne() {
        KnownTopic ofApplication = new KnownTopic(false);
        FirstRecords ofTopic = new FirstRecords("t", ofApplication);
        ofApplication.has(3);
        PendingRecord first = record(null);

        assertThat(ofTopic.admit(first)).isEqualTo(GRANTED);
        assertThat(first.record().partition()).isNull();
        assertThat(ofTopic.admit(record("a"))).isEqualTo(FOR_PARTITION);
        ofTopic.written(first.partition());
        assertThat(ofTopic.admit(record("a"))).isEqualTo(GRANTED);
        assertThat(ofTopic.admit(record(null))).isEqualTo(GRANTED);
    }
}
