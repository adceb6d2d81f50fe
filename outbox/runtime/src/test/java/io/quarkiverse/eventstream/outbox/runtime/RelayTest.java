package io.quarkiverse.eventstream.outbox.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.spi.RecordSender;
import io.quarkiverse.eventstream.spi.SendCallback;

/** Relays of several instances on one database, with streams that answer on threads of their own. */
class RelayTest {

    private static final Duration STOP = Duration.ofSeconds(10);

    private final List<Relay> relays = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, List<String>> written = new ConcurrentHashMap<>();
    private final PendingCallbacks callbacks = new PendingCallbacks();
    private final OutboxStatistics statistics = new OutboxStatistics();
    private TestDatabase database;

    @BeforeEach
    void create() throws Exception {
        database = new TestDatabase();
    }

    @AfterEach
    void close() throws Exception {
        relays.forEach(relay -> relay.stop(STOP));
        threads.shutdownNow();
        database.close();
    }

    private Relay start(RecordSender sender) {
        Relay relay = new Relay(database.dataSource(), callbacks, Duration.ofDays(1), statistics, new ManualTime());
        relay.add(TestDatabase.STREAM, sender);
        relay.start();
        relays.add(relay);
        return relay;
    }

    private void write(ProducerRecord<byte[], byte[]> record, SendCallback callback) {
        threads.execute(() -> {
            note(record);
            callback.completed(new WrittenRecord(record.topic(), 0, 0), null);
        });
    }

    private void note(ProducerRecord<byte[], byte[]> record) {
        written.computeIfAbsent(text(record.key()), key -> new CopyOnWriteArrayList<>()).add(text(record.value()));
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    private static ConditionFactory await() {
        return Awaitility.await().pollInterval(Duration.ofMillis(10)).atMost(Duration.ofSeconds(60));
    }

    private void awaitEmpty() {
        await().untilAsserted(() -> assertThat(database.stored()).isZero());
    }

    @Test
    void recordsOfAnEarlierLifeAreSentAfterTheStart() throws Exception {
        database.store("k", "1");
        database.store("k", "2");
        database.store(null, "3");

        start(this::write);

        awaitEmpty();
        assertThat(written).containsEntry("k", List.of("1", "2")).containsEntry("", List.of("3"));
    }

    @Test
    void aRecordIsDeletedAfterItsAcknowledgementAndNeverBefore() throws Exception {
        List<SendCallback> open = new CopyOnWriteArrayList<>();
        start((record, callback) -> open.add(callback));
        database.store("k", "1");
        await().until(() -> open.size() == 1);

        assertThat(database.stored()).isEqualTo(1);
        open.get(0).completed(new WrittenRecord("orders", 0, 0), null);

        awaitEmpty();
    }

    @Test
    void aStopWaitsForRecordsInFlightAndKeepsTheOthersStored() throws Exception {
        CompletableFuture<SendCallback> open = new CompletableFuture<>();
        Relay relay = start((record, callback) -> open.complete(callback));
        database.store("k", "1");
        database.store("k", "2");
        SendCallback inFlight = open.join();

        Future<?> stop = threads.submit(() -> relay.stop(STOP));
        inFlight.completed(new WrittenRecord("orders", 0, 0), null);
        stop.get();

        assertThat(database.stored()).isEqualTo(1);
    }

    @Test
    void aRecordThatIsRefusedHoldsBackThoseOfItsKey() throws Exception {
        CompletableFuture<Void> corrected = new CompletableFuture<>();
        start((record, callback) -> {
            if (text(record.value()).equals("bad") && !corrected.isDone()) {
                callback.completed(null, new IllegalStateException("too large"));
            } else {
                write(record, callback);
            }
        });
        database.store("k", "bad");
        database.store("k", "next");
        database.store("other", "o");

        await().until(() -> written.containsKey("other") && !statistics.heldBack().isEmpty());
        assertThat(written).doesNotContainKey("k");
        assertThat(statistics.heldBack().values()).containsExactly("orders: too large");
        statistics.backlog();
        await().untilAsserted(() -> assertThat(statistics.backlog().events()).isEqualTo(2));
        corrected.complete(null);

        awaitEmpty();
        assertThat(statistics.heldBack()).isEmpty();
        assertThat(statistics.sent.sum()).isEqualTo(3);
        assertThat(written.get("k")).containsExactly("bad", "next");
    }

    @Test
    void aRecordThatIsCommittedLateComesBeforeThoseOfItsKeyThatWerePublishedAfterIt() throws Exception {
        start(this::write);
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            new OutboxTable(Database.H2).insert(connection, TestDatabase.STREAM, List.of(TestDatabase.record("k", "late")));
            database.store("other", "o");
            await().until(() -> written.containsKey("other"));
            connection.commit();
            connection.setAutoCommit(true);
        }
        database.store("k", "next");

        awaitEmpty();
        assertThat(written.get("k")).containsExactly("late", "next");
    }

    @Test
    void aRefusedRecordCanBeCorrectedOrDiscardedInItsRow() throws Exception {
        start((record, callback) -> {
            if (text(record.value()).startsWith("bad")) {
                callback.completed(null, new IllegalStateException("too large"));
            } else {
                write(record, callback);
            }
        });
        CompletableFuture<Throwable> discarded = new CompletableFuture<>();
        long first = database.store("a", "bad a");
        long second = database.store("b", "bad b");
        callbacks.add(second, TestDatabase.record("b", "bad b"), (record, error) -> discarded.complete(error));
        database.store("a", "next");
        database.store("b", "next");
        await().until(() -> statistics.heldBack().size() == 2);

        database.execute("UPDATE eventstream_outbox SET record_value = X'6f6b' WHERE id = " + first);
        database.execute("DELETE FROM eventstream_outbox WHERE id = " + second);

        awaitEmpty();
        assertThat(written).containsEntry("a", List.of("ok", "next")).containsEntry("b", List.of("next"));
        assertThat(discarded.get(30, TimeUnit.SECONDS)).hasMessage("The event was deleted from the outbox before it was sent");
        assertThat(statistics.heldBack()).isEmpty();
    }

    @Test
    void aTopicThatRefusesEverythingHoldsBackNoOther() throws Exception {
        start((record, callback) -> {
            if (text(record.key()).startsWith("refused")) {
                callback.completed(null, new IllegalStateException("not authorized"));
            } else {
                write(record, callback);
            }
        });
        try (Connection connection = database.connect()) {
            List<ProducerRecord<byte[], byte[]>> records = IntStream.range(0, 6_000)
                    .mapToObj(i -> new ProducerRecord<>("denied", ("refused" + i).getBytes(StandardCharsets.UTF_8),
                            new byte[4_000]))
                    .toList();
            new OutboxTable(Database.H2).insert(connection, TestDatabase.STREAM, records);
        }
        await().until(() -> statistics.heldBack().size() >= 200);

        database.store("other", "o");

        await().until(() -> written.containsKey("other"));
        assertThat(statistics.heldBack()).hasSizeLessThan(2_000);
    }

    @Test
    void aRefusedRecordThatIsCorrectedToAnotherTopicComesBehindTheRecordsOfThat() throws Exception {
        List<SendCallback> open = new CopyOnWriteArrayList<>();
        start((record, callback) -> {
            if (record.topic().equals("typo")) {
                callback.completed(null, new IllegalStateException("unknown topic"));
            } else if (text(record.value()).equals("1")) {
                note(record);
                open.add(callback);
            } else {
                write(record, callback);
            }
        });
        long wrong;
        try (Connection connection = database.connect()) {
            wrong = new OutboxTable(Database.H2).insert(connection, TestDatabase.STREAM,
                    List.of(new ProducerRecord<>("typo", "k".getBytes(StandardCharsets.UTF_8), new byte[]{'t'}))).get(0);
        }
        await().until(() -> statistics.heldBack().size() == 1);
        database.store("k", "1");
        database.store("k", "2");
        await().until(() -> open.size() == 1);

        database.execute("UPDATE eventstream_outbox SET topic = 'orders' WHERE id = " + wrong);
        await().until(() -> statistics.heldBack().isEmpty());
        open.get(0).completed(new WrittenRecord("orders", 0, 0), null);

        awaitEmpty();
        assertThat(written.get("k")).startsWith("1").containsExactlyInAnyOrder("1", "2", "t");
    }

    @Test
    void anErrorOfAStreamDoesNotEndTheRelay() throws Exception {
        CompletableFuture<Void> failed = new CompletableFuture<>();
        start((record, callback) -> {
            if (failed.complete(null)) {
                throw new OutOfMemoryError("for a moment");
            }
            write(record, callback);
        });

        database.store("k", "1");

        awaitEmpty();
        assertThat(written.get("k")).containsExactly("1");
    }

    @Test
    void aKeyWithMoreRecordsThanAreHeldKeepsItsOrderAndLeavesRoomForOthers() throws Exception {
        CompletableFuture<SendCallback> first = new CompletableFuture<>();
        int many = 3 * Lane.LIMIT;
        for (int i = 0; i < many; i++) {
            database.store("hot", "" + i);
        }
        start((record, callback) -> {
            if (text(record.value()).equals("0") && !first.isDone()) {
                note(record);
                first.complete(callback);
            } else {
                write(record, callback);
            }
        });
        first.join();

        database.store("other", "o");
        await().until(() -> written.containsKey("other"));
        first.join().completed(new WrittenRecord("orders", 0, 0), null);

        awaitEmpty();
        assertThat(written.get("hot")).containsExactlyElementsOf(IntStream.range(0, many).mapToObj(String::valueOf).toList());
    }

    @Test
    void twoInstancesShareTheRecordsAndKeepTheOrderOfEachKey() throws Exception {
        start(this::write);
        start(this::write);
        int keys = 20;
        int each = 100;
        List<Future<?>> publishers = new ArrayList<>();
        for (int key = 0; key < keys; key++) {
            String name = "k" + key;
            publishers.add(threads.submit(() -> {
                for (int i = 0; i < each; i++) {
                    store(name, "" + i);
                }
                return null;
            }));
        }
        for (Future<?> publisher : publishers) {
            publisher.get();
        }

        awaitEmpty();
        assertThat(written).hasSize(keys);
        written.values().forEach(values -> assertThat(values)
                .containsExactlyElementsOf(IntStream.range(0, each).mapToObj(String::valueOf).toList()));
    }

    /** The commit comes some time after the insert, so that ids and commits have different orders. */
    private void store(String key, String value) throws Exception {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            new OutboxTable(Database.H2).insert(connection, TestDatabase.STREAM, List.of(TestDatabase.record(key, value)));
            Thread.sleep(ThreadLocalRandom.current().nextInt(3));
            connection.commit();
            connection.setAutoCommit(true);
        }
        relays.forEach(Relay::committed);
    }

    @Test
    void anInstanceWithoutShardsLeavesTheDatabaseAlone() throws Exception {
        database.execute("UPDATE eventstream_outbox_lease SET owner = 'other', beat = 1 WHERE name LIKE 'shard-%'");
        database.execute("INSERT INTO eventstream_outbox_lease (name, owner, beat) VALUES ('instance-other', 'other', 1)");
        AtomicInteger connections = new AtomicInteger();
        DataSource counting = (DataSource) Proxy.newProxyInstance(RelayTest.class.getClassLoader(),
                new Class<?>[]{DataSource.class}, (proxy, method, arguments) -> {
                    connections.incrementAndGet();
                    return method.invoke(database.dataSource(), arguments);
                });
        Relay relay = new Relay(counting, callbacks, Duration.ofDays(1), statistics, new ManualTime());
        relays.add(relay);
        relay.add(TestDatabase.STREAM, this::write);
        relay.start();
        database.store("k", "1");
        relay.committed();

        await().until(() -> database.count("eventstream_outbox_lease WHERE name LIKE 'instance-%' AND beat = 2") == 1);

        assertThat(connections).hasValueLessThan(20);
    }

    @Test
    void theCallbackOfARecordThatAnotherInstanceHasSentIsCalledWithoutCoordinates() throws Exception {
        CompletableFuture<WrittenRecord> result = new CompletableFuture<>();
        long id = database.store("k", "1");
        callbacks.add(id, TestDatabase.record("k", "1"), (record, error) -> result.complete(record));
        callbacks.committed(id);
        try (Connection connection = database.connect()) {
            new OutboxTable(Database.H2).delete(connection, List.of(id));
        }

        start(this::write);

        assertThat(result.get(30, TimeUnit.SECONDS)).isEqualTo(new WrittenRecord("orders", -1, -1));
    }
}
