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
 * What becomes of the records of a topic on their way to the listeners of a group.
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

    /** With nothing counted yet. */
    GroupMeters(MeterSet meters, Runnable onEnd) {
        this.meters = meters;
        this.onEnd = onEnd;
        this.received = meters.counter("eventstream.received", "Records that were fetched for the first time");
        this.refetched = meters.counter("eventstream.refetched", "Records that this instance fetched once more");
        this.skipped = meters.counter("eventstream.skipped", "Records that no listener asked for by their name");
        this.undecodable = meters.counter("eventstream.undecodable", "Records that are no events");
        this.expired = meters.counter("eventstream.expired", "Offsets that expired before the group had read them");
        addPositionsLost();
    }

    /** All of them from the start, so that the first one is seen. */
    private void addPositionsLost() {
        for (LostPosition reason : LostPosition.values()) {
            positionsLost.put(reason, meters.counter("eventstream.position.lost",
                    "Partitions that could not be consumed from where they were to be", "reason", reason.tag()));
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
                    "Records that are not done yet, in the partitions that this instance holds; no value while"
                            + " that is not known",
                    "records", this::lag);
            meters.gauge("eventstream.partitions", "Partitions that this instance holds", "partitions",
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
