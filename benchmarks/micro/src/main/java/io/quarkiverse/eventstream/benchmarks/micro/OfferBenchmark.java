package io.quarkiverse.eventstream.benchmarks.micro;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

import io.quarkiverse.eventstream.Ordering;

/**
 * One record of a batch in which few concern a listener, if any: its name is found in the value, it is dispatched and settled.
 */
@State(Scope.Thread)
public class OfferBenchmark {

    /** The number of the {@value BenchedPartition#BATCH} records that concern the listener. */
    @Param({"0", "5"})
    public int wanted;

    private List<ConsumerRecord<byte[], byte[]>> records;
    private BenchedPartition partition;
    private RawConsumer raw;

    /** Creates the records and one listener. */
    @Setup
    public void open(Blackhole listener) {
        records = BenchedPartition.batch(wanted);
        partition = new BenchedPartition(BenchedListeners.one(SampleEvent.NAME, Ordering.PARTITION, event -> {
            listener.consume(event);
            return CompletableFuture.completedStage(null);
        }));
        raw = new RawConsumer(listener::consume);
    }

    /** Stops the threads. */
    @TearDown
    public void close() {
        partition.close();
    }

    /** The bus, with a listener that does nothing. */
    @Benchmark
    @OperationsPerInvocation(BenchedPartition.BATCH)
    public long bus() {
        return partition.deliver(records);
    }

    /**
     * Without the bus: each record is mapped before its name is known.
     *
     * @throws IOException does not happen
     */
    @Benchmark
    @OperationsPerInvocation(BenchedPartition.BATCH)
    public long raw() throws IOException {
        return raw.deliver(records);
    }
}
