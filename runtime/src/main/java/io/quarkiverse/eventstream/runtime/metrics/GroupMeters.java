package io.quarkiverse.eventstream.runtime.metrics;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import io.micrometer.core.instrument.Counter;
import io.quarkiverse.eventstream.runtime.observe.GroupObservation;
import io.quarkiverse.eventstream.runtime.observe.LostPosition;
import io.quarkiverse.eventstream.runtime.observe.ObservedConsumption;

/**
 * The meters of a topic and group: the records fetched for its listeners, the lag, and lost positions.
 */
final class GroupMeters implements GroupObservation {

    private final MeterSet meters;
    private final Runnable onEnd;
    private final Counter received;
    private final Counter refetched;
    private final Counter skipped;
    private final Counter undecodable;
    private final Map<LostPosition, Counter> positionsLost = new EnumMap<>(LostPosition.class);
    private final Counter expired;
    private boolean gauges;
    private volatile ObservedConsumption consumption;

    GroupMeters(MeterSet meters, Runnable onEnd) {
        this.meters = meters;
        this.onEnd = onEnd;
        this.received = meters.counter("eventstream.received", "Records fetched for the first time");
        this.refetched = meters.counter("eventstream.refetched", "Records fetched again by this instance");
        this.skipped = meters.counter("eventstream.skipped", "Records whose name concerns no listener");
        this.undecodable = meters.counter("eventstream.undecodable", "Records that are no valid envelopes");
        this.expired = meters.counter("eventstream.expired", "Offsets that expired before the group read them");
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

    void remove() {
        meters.remove();
    }
}
