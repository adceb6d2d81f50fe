package io.quarkiverse.eventstream.benchmarks.micro;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import io.quarkiverse.eventstream.runtime.deliver.DeadLetters;
import io.quarkiverse.eventstream.runtime.deliver.DeliveryContext;
import io.quarkiverse.eventstream.runtime.deliver.PartitionDelivery;
import io.quarkiverse.eventstream.runtime.deliver.RecordBounds;
import io.quarkiverse.eventstream.runtime.deliver.RecordMemory;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.model.Position;
import io.quarkiverse.eventstream.runtime.observe.GroupObservation;
import io.quarkiverse.eventstream.runtime.subscribe.ListenerGroup;
import io.quarkiverse.eventstream.runtime.thread.BusThreads;

/**
 * One partition and its listeners, all on the calling thread, and a batch of its records as a poll returns them. The workers start when
 * the whole batch has been offered, as under load.
 */
final class BenchedPartition implements AutoCloseable {

    /** The default of {@code max.poll.records}. */
    static final int BATCH = 500;

    private static final int KEYS = 50;

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final BusThreads threads = new BusThreads(tasks::add);
    private final PartitionDelivery delivery;

    BenchedPartition(ListenerGroup group) {
        DeliveryContext context = new DeliveryContext(group,
                new DeliveryContext.Services(new EventCodec(SampleEvent.MAPPER), threads,
                        new DeadLetters(null, Duration.ofSeconds(1)), null),
                GroupObservation.NONE, new RecordBounds(2 * BATCH, new RecordMemory(Long.MAX_VALUE)), () -> {}, () -> true);
        delivery = new PartitionDelivery(context, Position.at(0), null);
    }

    /** A batch in which some records are the sample event, spread evenly, and the others have another name; the keys take turns. */
    static List<ConsumerRecord<byte[], byte[]>> batch(int wanted) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(BATCH);
        for (int offset = 0; offset < BATCH; offset++) {
            byte[] key = ("customer-" + offset % KEYS).getBytes(StandardCharsets.UTF_8);
            boolean isWanted = (offset + 1) * wanted / BATCH > offset * wanted / BATCH;
            byte[] value = isWanted ? SampleEvent.value() : SampleEvent.value("orderShipped");
            records.add(new ConsumerRecord<>(SampleEvent.TOPIC, 0, offset, key, value));
        }
        return records;
    }

    /** Delivers a batch and waits for its end. It may be delivered again: to the partition, that is a topic that was created again. */
    long deliver(List<ConsumerRecord<byte[], byte[]>> records) {
        delivery.offer(records);
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
        long committable = delivery.committable();
        if (committable != records.size()) {
            throw new IllegalStateException("A listener failed for the record at " + committable);
        }
        return committable;
    }

    @Override
    public void close() {
        threads.close();
    }
}
