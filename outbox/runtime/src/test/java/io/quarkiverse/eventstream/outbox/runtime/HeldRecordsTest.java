package io.quarkiverse.eventstream.outbox.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class HeldRecordsTest {

    private static final int RECORDS = 10;
    private static final long LONGEST_DELAY = Duration.ofSeconds(13).toNanos();

    private final List<StoredRecord> records = IntStream.range(0, RECORDS).mapToObj(HeldRecordsTest::record).toList();
    private final HeldRecords held = new HeldRecords(3L * records.get(0).size());

    private static StoredRecord record(int number) {
        byte[] key = ("k" + number).getBytes(StandardCharsets.UTF_8);
        return new StoredRecord(number, number, "stream", new ProducerRecord<>("orders", key, new byte[1_000]));
    }

    private StoredRecord refusedBy(Lane lane) {
        return records.get((int) lane.refused());
    }

    /** Refuses all records, each a moment after the one before. Returns a time when all are to be sent again. */
    private long refuseAll() {
        List<Lane> refusing = new ArrayList<>();
        for (StoredRecord record : records) {
            held.add(List.of(record));
            Lane lane = held.takeReady().get(0);
            lane.next();
            held.refused(record, lane, record.id());
            refusing.add(lane);
        }
        assertThat(held.failing()).containsExactlyInAnyOrderElementsOf(refusing);
        return RECORDS + LONGEST_DELAY;
    }

    @Test
    void refusedRecordsAreSentAgainAsFarAsThereIsRoomTheOldestFirst() {
        long later = refuseAll();
        List<Lane> due = held.dueForRetry(later);
        assertThat(due).extracting(Lane::refused).containsExactly(0L, 1L, 2L);
        assertThat(held.nanosToRetry(later)).isNotPositive();

        due.forEach(lane -> held.retry(refusedBy(lane), lane));
        assertThat(held.dueForRetry(later)).isEmpty();
        assertThat(held.nanosToRetry(later)).as("an answer comes first").isEqualTo(Long.MAX_VALUE);

        held.written(refusedBy(due.get(0)), due.get(0));
        assertThat(held.dueForRetry(later)).extracting(Lane::refused).containsExactly(3L);
    }

    @Test
    void aSingleRefusedRecordMayHaveAnySize() {
        HeldRecords small = new HeldRecords(1);
        small.add(List.of(records.get(0)));
        Lane lane = small.takeReady().get(0);
        lane.next();
        small.refused(records.get(0), lane, 0);

        assertThat(small.dueForRetry(LONGEST_DELAY)).containsExactly(lane);
        assertThat(small.nanosToRetry(LONGEST_DELAY)).isNotPositive();
    }
}
