package io.quarkiverse.eventstream.outbox.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.outbox.runtime.OutboxTable.Wanted;
import io.quarkiverse.eventstream.spi.RecordSender;
import io.quarkiverse.eventstream.spi.SendCallback;
import io.quarkiverse.eventstream.spi.StreamOutbox.DelayedRecord;

/** Records that are not due yet, and the relay that sends them. */
class DelayedRecordsTest {

    private final DelayedTable delayed = new DelayedTable(Database.H2);
    private final ManualTime time = new ManualTime();
    private final OutboxStatistics statistics = new OutboxStatistics();
    private final List<Relay> relays = new ArrayList<>();
    private final List<String> written = new CopyOnWriteArrayList<>();
    private TestDatabase database;

    @BeforeEach
    void create() throws Exception {
        database = new TestDatabase();
    }

    @AfterEach
    void close() throws Exception {
        relays.forEach(relay -> relay.stop(Duration.ofSeconds(10)));
        database.close();
    }

    private Relay start(RecordSender sender) {
        Relay relay = new Relay(database.dataSource(), new PendingCallbacks(), Duration.ofDays(1), statistics, time);
        relay.add(TestDatabase.STREAM, sender);
        relay.start();
        relays.add(relay);
        return relay;
    }

    private void write(ProducerRecord<byte[], byte[]> record, SendCallback callback) {
        written.add(new String(record.value(), StandardCharsets.UTF_8));
        callback.completed(new WrittenRecord(record.topic(), 0, 0), null);
    }

    private static Instant after(long seconds) {
        return ManualTime.START.plusSeconds(seconds);
    }

    private DelayedTable.Row row(String key, String value, Instant due) {
        return new DelayedTable.Row(TestDatabase.STREAM, new DelayedRecord(TestDatabase.record(key, value), value, due));
    }

    private void store(String key, String value, Instant due) throws Exception {
        DelayedTable.Row row = row(key, value, due);
        try (Connection connection = database.connect()) {
            delayed.insert(connection, List.of(row));
        }
        relays.forEach(relay -> relay.committedUntil(row.due()));
    }

    private long waiting() throws Exception {
        try (Connection connection = database.connect()) {
            return delayed.count(connection);
        }
    }

    private static ConditionFactory await() {
        return Awaitility.await().pollInterval(Duration.ofMillis(10)).atMost(Duration.ofSeconds(60));
    }

    private void awaitAlarm(Instant at) {
        await().untilAsserted(() -> assertThat(time.alarms()).contains(at));
    }

    @Test
    void aRecordIsSentWhenItIsDueAndNotBefore() throws Exception {
        start(this::write);
        store("k", "later", after(60));
        awaitAlarm(after(60));

        time.advanceTo(after(60).minusMillis(1));
        database.store("k", "now");
        relays.get(0).committed();
        await().until(() -> written.contains("now"));
        assertThat(written).containsExactly("now");
        time.advanceTo(after(60));

        await().until(() -> written.size() == 2 && database.stored() == 0);
        assertThat(written).containsExactly("now", "later");
        assertThat(waiting()).isZero();
    }

    @Test
    void aTimeIsRoundedUpToTheNextMillisecond() {
        assertThat(row("k", "1", after(1).plusNanos(1)).due()).isEqualTo(after(1).toEpochMilli() + 1);
        assertThat(row("k", "1", after(1)).due()).isEqualTo(after(1).toEpochMilli());
    }

    @Test
    void recordsThatAreOverdueAfterARestartComeInTheOrderOfTheirTimes() throws Exception {
        store("k", "third", after(30));
        store("k", "first", after(10));
        store("k", "second", after(20));
        time.advanceTo(after(40));

        start(this::write);

        await().until(() -> written.size() == 3);
        assertThat(written).containsExactly("first", "second", "third");
    }

    @Test
    void aRecordOfAnotherInstanceIsFoundWithoutANotice() throws Exception {
        start(this::write);
        start(this::write);
        await().until(() -> relays.size() == 2);
        DelayedTable.Row row = row("k", "elsewhere", after(5));
        try (Connection connection = database.connect()) {
            delayed.insert(connection, List.of(row));
        }
        time.advanceTo(after(5));

        await().until(() -> written.contains("elsewhere"));
    }

    @Test
    void aCancelledRecordIsNeverSent() throws Exception {
        start(this::write);
        store("k", "unwanted", after(10));
        store("k", "wanted", after(10));
        try (Connection connection = database.connect()) {
            assertThat(delayed.delete(connection, "other", "unwanted")).isFalse();
            assertThat(delayed.delete(connection, TestDatabase.STREAM, "unwanted")).isTrue();
            assertThat(delayed.delete(connection, TestDatabase.STREAM, "unwanted")).isFalse();
        }
        time.advanceTo(after(10));

        await().until(() -> written.contains("wanted") && database.stored() == 0);
        assertThat(written).containsExactly("wanted");
    }

    @Test
    void recordsMoveTogetherOrNotAtAll() throws Exception {
        store("k", "1", after(1));
        store("k", "2", after(1));
        Wanted all = new Wanted(allShards(), List.of(TestDatabase.STREAM), Set.of(), Set.of());
        try (Connection connection = database.connect()) {
            List<Long> due = delayed.due(connection, all, after(1).toEpochMilli(), 10);
            assertThat(due).hasSize(2);
            delayed.delete(connection, TestDatabase.STREAM, "1");

            assertThat(delayed.move(connection, due, 0)).isFalse();
            assertThat(connection.getAutoCommit()).isTrue();
        }
        assertThat(waiting()).isEqualTo(1);
        assertThat(database.stored()).isZero();
    }

    private static Set<Integer> allShards() {
        Set<Integer> shards = new TreeSet<>();
        for (int shard = 0; shard < StoredRecord.SHARDS; shard++) {
            shards.add(shard);
        }
        return shards;
    }

    @Test
    void aKeyThatIsRefusedKeepsItsRecordsWhereTheyCanBeCancelled() throws Exception {
        start((record, callback) -> {
            if (new String(record.value(), StandardCharsets.UTF_8).equals("bad")) {
                callback.completed(null, new IllegalStateException("too large"));
            } else {
                write(record, callback);
            }
        });
        database.store("k", "bad");
        relays.get(0).committed();
        await().until(() -> !statistics.heldBack().isEmpty());
        store("k", "behind", after(10));
        store("other", "free", after(10));
        time.advanceTo(after(10));

        await().until(() -> written.contains("free"));
        assertThat(written).containsExactly("free");
        database.execute("DELETE FROM eventstream_outbox");

        await().until(() -> written.contains("behind"));
    }

    @Test
    void manyRecordsAtOneTimeAreSentInSeveralBatches() throws Exception {
        List<DelayedTable.Row> rows = new ArrayList<>();
        for (int i = 0; i < 1_700; i++) {
            rows.add(row("k" + i, "v" + i, after(1)));
        }
        try (Connection connection = database.connect()) {
            delayed.insert(connection, rows);
        }
        time.advanceTo(after(1));

        start(this::write);

        await().until(() -> written.size() == 1_700 && database.stored() == 0);
        assertThat(written).doesNotHaveDuplicates();
    }
}
