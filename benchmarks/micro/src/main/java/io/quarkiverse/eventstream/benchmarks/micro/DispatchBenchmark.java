package io.quarkiverse.eventstream.benchmarks.micro;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.subscribe.Listener;
import io.quarkiverse.eventstream.runtime.subscribe.ListenerGroup;

/**
 * Dispatch: from the event's name to the listeners that it concerns.
 */
@State(Scope.Thread)
public class DispatchBenchmark {

    /** The number of listeners of the group, each for another name. */
    @Param({"1", "100"})
    public int listeners;

    private final ConsumerRecord<byte[], byte[]> wanted = record(SampleEvent.NAME);
    private final ConsumerRecord<byte[], byte[]> unwanted = record("orderShipped");
    private final ConsumerRecord<byte[], byte[]> unclear = new ConsumerRecord<>(SampleEvent.TOPIC, 0, 0, null, null);
    private ListenerGroup group;

    /** A record with the name in a header. */
    private static ConsumerRecord<byte[], byte[]> record(String name) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(SampleEvent.TOPIC, 0, 0, null, null);
        record.headers().add(EventCodec.NAME_HEADER, name.getBytes(StandardCharsets.UTF_8));
        return record;
    }

    /** Registers the listeners. */
    @Setup
    public void register() {
        group = BenchedListeners.many(listeners, event -> CompletableFuture.completedStage(null));
    }

    /** An event that concerns one of them. */
    @Benchmark
    public List<Listener> wanted() {
        return group.candidatesFor(wanted);
    }

    /**
     * An event that concerns none of them.
     *
     * @return empty
     */
    @Benchmark
    public List<Listener> unwanted() {
        return group.candidatesFor(unwanted);
    }

    /** An event without the name in a header, which has to be decoded. */
    @Benchmark
    public List<Listener> unclear() {
        return group.candidatesFor(unclear);
    }
}
