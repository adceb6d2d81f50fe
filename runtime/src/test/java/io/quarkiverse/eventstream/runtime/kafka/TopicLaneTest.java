package io.quarkiverse.eventstream.runtime.kafka;

import static io.quarkiverse.eventstream.runtime.kafka.Progress.Gone.TAKEN;
import static io.quarkiverse.eventstream.runtime.kafka.Progress.Waiting.FOR_CLIENT;
import static io.quarkiverse.eventstream.runtime.kafka.Progress.Waiting.FOR_PARTITION;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicLaneTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE);
    private final TopicLane lane = new TopicLane("orders", new InFlightCount(100), now::get);
    private final Map<PendingRecord, String> names = new HashMap<>();
    private final List<String> gone = new ArrayList<>();
    private final KnownTopic topic = new KnownTopic(true);
    private FirstRecords firstRecords;

    @BeforeEach
    void makeTopic() {
        topic.has(2);
        firstRecords = lane.firstRecords(topic);
    }

    private void add(String name, int partition) {
        PendingRecord record = new PendingRecord(new ProducerRecord<>("orders", topic.keyOf(partition), null), 1,
                Duration.ofSeconds(1), (written, error) -> {}, lane, null);
        names.put(record, name);
        lane.add(record);
    }

    private TopicLane.Step step(Function<PendingRecord, Progress> progress) {
        return record -> {
            record.partition(firstRecords.partitionOf(record.record()).orElseThrow());
            Progress result = progress.apply(record);
            if (result == TAKEN) {
                gone.add(names.get(record));
            }
            return result;
        };
    }

    @Test
    void aRecordThatWaitsHoldsUpAllBehindIt() {
        add("a", 0);
        add("b", 0);
        add("c", 1);

        lane.workOff(step(record -> names.get(record).equals("b") ? FOR_CLIENT : TAKEN));
        assertThat(gone).containsExactly("a");
        lane.workOff(step(record -> TAKEN));
        assertThat(gone).containsExactly("a", "b", "c");
        assertThat(lane.isEmpty()).isTrue();
    }

    @Test
    void aRecordThatWaitsForItsPartitionHoldsUpThoseOfThatAlone() {
        add("a", 0);
        add("b", 1);
        add("c", 0);
        add("d", 1);

        lane.workOff(step(record -> record.partition() == 0 ? FOR_PARTITION : TAKEN));
        assertThat(gone).containsExactly("b", "d");
        assertThat(lane.isEmpty()).as("while records wait for a partition").isFalse();

        add("e", 0);
        lane.workOff(step(record -> TAKEN));
        assertThat(gone).containsExactly("b", "d", "a", "c", "e");
        assertThat(lane.isEmpty()).isTrue();
    }

    @Test
    void whileARecordOfAPartitionWaitsForRoomNoOtherGoes() {
        add("a", 0);
        add("b", 1);
        lane.workOff(step(record -> record.partition() == 0 ? FOR_PARTITION : FOR_CLIENT));
        lane.workOff(step(record -> record.partition() == 0 ? FOR_CLIENT : TAKEN));
        assertThat(gone).isEmpty();

        lane.workOff(step(record -> TAKEN));
        assertThat(gone).containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aRecordOvertakesNoneThatWaitsForItsPartition(int partitions) {
        topic.has(partitions);
        PendingRecord first = new PendingRecord(new ProducerRecord<>("orders", topic.keyOf(0), null), 1, Duration.ofSeconds(1),
                (written, error) -> {}, lane, null);
        firstRecords.admit(first);
        add("second", 0);
        add("third", 0);
        TopicLane.Step step = step(record -> {
            Progress progress = firstRecords.admit(record) instanceof Progress.Waiting wait ? wait : TAKEN;
            // Between the second and the third, the broker's answer for the first comes.
            firstRecords.written(first.partition());
            return progress;
        });

        lane.workOff(step);
        assertThat(gone).isEmpty();
        lane.workOff(step);
        assertThat(gone).containsExactly("second", "third");
    }

    @Test
    void whileARecordOfAPartitionWaitsNoneGoesWhosePartitionIsNotKnown() {
        add("a", 0);
        add("b", 1);
        lane.workOff(step(record -> record.partition() == 0 ? FOR_PARTITION : FOR_CLIENT));
        topic.isGone();
        lane.workOff(record -> names.get(record).equals("a") ? FOR_PARTITION : TAKEN);
        assertThat(lane.isEmpty()).isFalse();

        topic.has(2);
        lane.workOff(step(record -> TAKEN));
        assertThat(gone).containsExactly("a", "b");
    }

    @Test
    void aRecordHearsOnlyWhatIsSaidOfItsTopicWhileItWaits() {
        long first = now.get();
        assertThat(lane.unknownFor(first)).isZero();
        now.addAndGet(100);
        assertThat(lane.unknownFor(first)).isEqualTo(100);

        long later = now.addAndGet(1000);
        assertThat(lane.unknownFor(later)).isZero();

        lane.noteKnown();
        now.addAndGet(10);
        assertThat(lane.unknownFor(first)).as("after another answer").isZero();
    }
}
