package io.quarkiverse.eventstream.runtime.metrics;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import io.quarkiverse.eventstream.runtime.model.PartitionLag;
import io.quarkiverse.eventstream.runtime.observe.GroupObservation;
import io.quarkiverse.eventstream.runtime.observe.LostPosition;
import io.quarkiverse.eventstream.runtime.observe.ObservedConsumption;

/**
 * The meters of a topic and group: the records fetched for its listeners, the lag, rebalances, and lost positions.
 */
final class GroupMeters implements GroupObservation {

    /** Who else consumes the topic. */
    enum Sharing {
        /** Other instances share its partitions. */
        GROUP,
        /** No one. */
        NO_GROUP,
        /** No one, and the lag is not measured. */
        REPLAY
    }

    private final MeterSet meters;
    private final Sharing sharing;
    private final int maxPartitions;
    private final Runnable onEnd;
    private final Counter received;
    private final Counter refetched;
    private final Counter skipped;
    private final Counter undecodable;
    private final Map<LostPosition, Counter> positionsLost = new EnumMap<>(LostPosition.class);
    private final Counter expired;
    /** Null if there is no group to rebalance. */
    private final Counter rebalances;
    /** By number. Guarded by this. */
    private final Map<Integer, MeterSet> partitions = new HashMap<>();
    private boolean gauges;
    private volatile ObservedConsumption consumption;

    /** @param maxPartitions how many partitions have meters of their own */
    GroupMeters(MeterSet meters, Sharing sharing, int maxPartitions, Runnable onEnd) {
        this.meters = meters;
        this.sharing = sharing;
        this.maxPartitions = maxPartitions;
        this.onEnd = onEnd;
        this.received = meters.counter("eventstream.received", "Records fetched for the first time");
        this.refetched = meters.counter("eventstream.refetched", "Records fetched again by this instance");
        this.skipped = meters.counter("eventstream.skipped", "Records whose name concerns no listener");
        this.undecodable = meters.counter("eventstream.undecodable", "Records that are no valid envelopes");
        this.expired = meters.counter("eventstream.expired", "Offsets that expired before the group read them");
        this.rebalances = sharing == Sharing.GROUP
                ? meters.counter("eventstream.rebalances", "Rebalances of the group that this instance took part in")
                : null;
        addPositionsLost();
    }

    /** All reasons from the start: the rate of a counter that begins at one misses the first increment. */
    private void addPositionsLost() {
        for (LostPosition reason : LostPosition.values()) {
            positionsLost.put(reason, meters.counter("eventstream.position.lost",
                    "Partitions whose position no longer existed", "reason", reason.tag()));
        }
    }

    @Override
    public void positionLost(LostPosition reason, long offsets) {
        positionsLost.get(reason).increment();
        if (reason == LostPosition.EXPIRED) {
            expired.increment(offsets);
        }
    }

    @Override
    public void fetched(int records, int again, int unwanted) {
        received.increment(records - again);
        refetched.increment(again);
        skipped.increment(unwanted);
    }

    @Override
    public void undecodable(ConsumerRecord<byte[], byte[]> record) {
        undecodable.increment();
    }

    @Override
    public synchronized void began(ObservedConsumption latest) {
        consumption = latest;
        if (!gauges) {
            gauges = true;
            meters.gauge("eventstream.lag",
                    "Records not settled yet in the partitions of this instance; no value while unknown",
                    "records", this::lag);
            meters.gauge("eventstream.partitions", "Partitions of this instance", "partitions",
                    () -> consumption.state().partitions().size());
            if (sharing != Sharing.REPLAY) {
                meters.seconds("eventstream.lag.age", "Age of the oldest event not settled yet; no value while unknown",
                        this::lagNanos);
            }
            if (sharing == Sharing.GROUP) {
                addScalable();
            }
        }
    }

    private void addScalable() {
        meters.gauge("eventstream.scalable.lag", "Records that another instance would help with; no value while unknown",
                "records", () -> ofLags(lags -> lags.filter(PartitionLag::isScalable).mapToLong(PartitionLag::open).sum()));
        meters.gauge("eventstream.scalable.partitions",
                "Partitions with records that another instance would help with; no value while unknown", "partitions",
                () -> ofLags(lags -> lags.filter(PartitionLag::isScalable).count()));
    }

    private double ofLags(ToLongFunction<Stream<PartitionLag>> figure) {
        List<PartitionLag> lags = consumption.lags();
        return lags.isEmpty() ? Double.NaN : figure.applyAsLong(lags.stream());
    }

    private double lagNanos() {
        return ofLags(lags -> TimeUnit.MILLISECONDS.toNanos(lags.flatMapToLong(lag -> lag.age().stream()).max().orElse(0)));
    }

    @Override
    public void rebalanced() {
        rebalances.increment();
    }

    @Override
    public synchronized void assigned(int partition) {
        if (sharing == Sharing.REPLAY || partitions.containsKey(partition) || partitions.size() >= maxPartitions) {
            return;
        }
        MeterSet ofPartition = meters.with(Tags.of("partition", Integer.toString(partition)));
        partitions.put(partition, ofPartition);
        ofPartition.gauge("eventstream.partition.lag",
                "Records not settled yet in a partition of this instance; no value while unknown", "records",
                () -> lagOf(partition));
    }

    private double lagOf(int partition) {
        return consumption.lags().stream().filter(lag -> lag.partition() == partition).mapToDouble(PartitionLag::records)
                .findFirst().orElse(Double.NaN);
    }

    /** Unless a later consumer of the same topic and group holds the partition already. */
    @Override
    public synchronized void unassigned(int partition) {
        MeterSet ofPartition = partitions.get(partition);
        if (ofPartition != null && !consumption.state().partitions().contains(partition)) {
            partitions.remove(partition);
            ofPartition.remove();
        }
    }

    private double lag() {
        OptionalLong lag = consumption.state().lag();
        return lag.isPresent() ? lag.getAsLong() : Double.NaN;
    }

    @Override
    public void ended() {
        onEnd.run();
    }

    synchronized void remove() {
        meters.remove();
        partitions.values().forEach(MeterSet::remove);
    }
}
