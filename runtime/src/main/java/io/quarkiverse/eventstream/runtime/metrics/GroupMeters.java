package io.quarkiverse.eventstream.runtime.metrics;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import io.micrometer.core.instrument.Counter;
import io.quarkiverse.eventstream.runtime.observe.GroupObservation;

/**
 * What becomes of the records of a topic on their way to the listeners of a group.
 */
final class GroupMeters implements GroupObservation {

    private final MeterSet meters;
    private final Runnable onEnd;
    private final Counter received;
    private final Counter skipped;
    private final Counter undecodable;
    private boolean lagKnown;
    private volatile long lag;

    /**
     * With nothing counted yet.
     *
     * @param onEnd called when a consumer ends
     */
    GroupMeters(MeterSet meters, Runnable onEnd) {
        this.meters = meters;
        this.onEnd = onEnd;
        this.received = meters.counter("eventstream.received", "Records that were fetched");
        this.skipped = meters.counter("eventstream.skipped", "Records that no listener asked for by their name");
        this.undecodable = meters.counter("eventstream.undecodable", "Records that are no events");
    }

    @Override
    public void fetched(int records, int unwanted) {
        received.increment(records);
        skipped.increment(unwanted);
    }

    @Override
    public void undecodable(ConsumerRecord<byte[], byte[]> record) {
        undecodable.increment();
    }

    @Override
    public synchronized void lag(long records) {
        lag = records;
        if (!lagKnown) {
            lagKnown = true;
            meters.gauge("eventstream.lag", "Records that are not done yet, in the partitions that this instance holds",
                    "records", () -> lag);
        }
    }

    @Override
    public void ended() {
        onEnd.run();
    }

    void remove() {
        meters.remove();
    }
}
