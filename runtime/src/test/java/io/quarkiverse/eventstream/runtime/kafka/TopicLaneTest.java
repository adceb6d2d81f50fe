package io.quarkiverse.eventstream.runtime.kafka;

import static io.quarkiverse.eventstream.runtime.kafka.TopicLane.Progress.GONE;
import static io.quarkiverse.eventstream.runtime.kafka.TopicLane.Progress.WAITS;
import static io.quarkiverse.eventstream.runtime.kafka.TopicLane.Progress.WAITS_FOR_PARTITION;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.runtime.kafka.TopicLane.Progress;

class TopicLaneTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE);
    private final TopicLane lane = new TopicLane("orders", new InFlightCount(100), now::get);
    private final Map<PendingRecord, String> names = new HashMap<>();
    private final List<String> gone = new ArrayList<>();

    private void add(String name, int partition) {
        PendingRecord record = new PendingRecord(new ProducerRecord<>("orders", null), 1, Duration.ofSeconds(1),
                (written, error) -> {}, lane, null);
        record.partition(partition);
        names.put(record, name);
        lane.add(record);
    }

    private Function<PendingRecord, Progress> step(Function<PendingRecord, Progress> progress) {
        return record -> {
            Progress result = progress.apply(record);
            if (result == GONE) {
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

        lane.workOff(step(record -> names.get(record).equals("b") ? WAITS : GONE));
        assertThat(gone).containsExactly("a");
        lane.workOff(step(record -> GONE));
        assertThat(gone).containsExactly("a", "b", "c");
        assertThat(lane.isEmpty()).isTrue();
    }

    @Test
    void aRecordThatWaitsForItsPartitionHoldsUpThoseOfThatAlone() {
        add("a", 0);
        add("b", 1);
        add("c", 0);
        add("d", 1);

        lane.workOff(step(record -> record.partition() == 0 ? WAITS_FOR_PARTITION : GONE));
        assertThat(gone).containsExactly("b", "d");
        assertThat(lane.isEmpty()).as("while records wait for a partition").isFalse();

        add("e", 0);
        lane.workOff(step(record -> GONE));
        assertThat(gone).containsExactly("b", "d", "a", "c", "e");
        assertThat(lane.isEmpty()).isTrue();
    }

    @Test
    void whileARecordOfAPartitionWaitsForRoomNoOtherGoes() {
        add("a", 0);
        add("b", 1);
        lane.workOff(step(record -> record.partition() == 0 ? WAITS_FOR_PARTITION : WAITS));
        lane.workOff(step(record -> record.partition() == 0 ? WAITS : GONE));
        assertThat(gone).isEmpty();

        lane.workOff(step(record -> GONE));
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
