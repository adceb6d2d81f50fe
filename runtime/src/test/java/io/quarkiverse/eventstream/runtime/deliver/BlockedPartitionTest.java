package io.quarkiverse.eventstream.runtime.deliver;

import static io.quarkiverse.eventstream.runtime.Patience.await;
import static io.quarkiverse.eventstream.runtime.deliver.Deliveries.Treatment.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.runtime.config.FailurePolicy;
import io.quarkiverse.eventstream.runtime.subscribe.Listener;

/** What the meters of lag ask a partition. */
class BlockedPartitionTest {

    private final Deliveries deliveries = new Deliveries();

    @AfterEach
    void close() {
        deliveries.close();
    }

    private Listener stopsAtOnce(Ordering ordering) {
        return deliveries.listen(DEFAULT.ordering(ordering).failures(FailurePolicy.STOP, 1), event -> {
            throw new IllegalStateException("never");
        });
    }

    @Test
    void aStoppedListenerBlocksAPartitionInItsOrder() {
        Listener listener = stopsAtOnce(Ordering.PARTITION);
        assertThat(deliveries.partition().isBlocked()).isFalse();

        deliveries.offerMany(0, 2);

        await().until(() -> deliveries.partition().isBlocked());
        assertThat(listener.isStopped()).isTrue();
    }

    @Test
    void withAnOrderByKeyAPartitionIsBlockedOnceThereIsNoRoom() {
        Listener listener = stopsAtOnce(Ordering.KEY);
        deliveries.offerMany(0, 10);
        await().until(listener::isStopped);
        assertThat(deliveries.partition().isBlocked()).isFalse();

        deliveries.offerMany(10, Deliveries.MAX_UNFINISHED);

        await().until(() -> deliveries.partition().isBlocked());
    }

    @Test
    void theOldestTimestampIsThatOfTheFirstRecordNotSettled() {
        CompletableFuture<Void> first = new CompletableFuture<>();
        deliveries.listen("id", "", DEFAULT.ordering(Ordering.KEY),
                event -> event.id().equals("0") ? first : CompletableFuture.completedStage(null));
        PartitionDelivery partition = deliveries.partition();
        partition.offer(List.of(record(0, 7_000), record(1, 5_000)));

        await().until(() -> partition.unfinished() == 1);
        assertThat(partition.oldestTimestamp()).hasValue(7_000);
        first.complete(null);

        await().untilAsserted(() -> assertThat(partition.oldestTimestamp()).isEmpty());
    }

    /** Each with a key of its own. */
    private static ConsumerRecord<byte[], byte[]> record(long offset, long timestamp) {
        byte[] value = ("{\"id\":\"" + offset + "\",\"name\":\"e\"}").getBytes(StandardCharsets.UTF_8);
        return new ConsumerRecord<>("t", 0, offset, timestamp, TimestampType.CREATE_TIME, 1, value.length,
                new byte[]{(byte) offset}, value, new RecordHeaders(), Optional.empty());
    }
}
