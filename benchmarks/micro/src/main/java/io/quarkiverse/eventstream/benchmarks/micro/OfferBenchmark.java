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
 * One record of a batch of which few are wanted, if any: the name found in its value, dispatched, and accounted for.
 */
@State(Scope.Thread)
public class OfferBenchmark {

    /** How many of the {@value BenchedPartition#BATCH} records a listener asks for. */
    @Param({"0", "5"})
    public int wanted;

    private List<ConsumerRecord<byte[], byte[]>> records;
    private BenchedPartition partition;
    private RawConsumer raw;

    /** Makes the records, and one listener. */
    @Setup
    public void open(Blackhole listener) {
        records = BenchedPartition.batch(wanted);
        partition = new BenchedPartition(BenchedListeners.one(SampleEvent.NAME, Ordering.PARTITION, event -> {
            listener.consume(event);
            return CompletableFuture.completedStage(null);
        }));
        raw = new RawConsumer(listener::consume);
    }

    /** Ends the threads. */
    @TearDown
    public void close() {
        partition.close();
    }

    /**
     * The bus, with a listener that does nothing.
     *
     * @return what may be committed
     */
    @Benchmark
    @OperationsPerInvocation(BenchedPartition.BATCH)
    public long bus() {
        return partition.deliver(records);
    }

    /**
     * By hand: each record is mapped before its name is known.
     *
     * @return what may be committed
     * @throws IOException does not happen
     */
    @Benchmark
    @OperationsPerInvocation(BenchedPartition.BATCH)
    public long raw() throws IOException {
        return raw.deliver(records);
    }
}
