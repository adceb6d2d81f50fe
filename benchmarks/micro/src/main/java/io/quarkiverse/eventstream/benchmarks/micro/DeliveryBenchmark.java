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
 * One record of a batch in which all concern a listener, from the poll to a listener that does nothing, and to the frontier.
 */
@State(Scope.Thread)
public class DeliveryBenchmark {

    private final List<ConsumerRecord<byte[], byte[]>> records = BenchedPartition.batch(BenchedPartition.BATCH);

    /** A listener of the bus. */
    @State(Scope.Thread)
    public static class Bus {

        /** Its ordering. */
        @Param({"PARTITION", "KEY"})
        public Ordering ordering;

        private BenchedPartition untyped;
        private BenchedPartition typed;
        private BenchedPartition inApplication;
        private ApplicationInvokers application;

        /** Creates the listeners. */
        @Setup
        public void open(Blackhole listener) {
            untyped = new BenchedPartition(BenchedListeners.one(SampleEvent.NAME, ordering, event -> {
                listener.consume(event);
                return CompletableFuture.completedStage(null);
            }));
            typed = new BenchedPartition(BenchedListeners.one(SampleEvent.NAME, ordering, event -> {
                listener.consume(event.<Order>payload(Order.class));
                return CompletableFuture.completedStage(null);
            }));
            application = new ApplicationInvokers();
            inApplication = new BenchedPartition(
                    BenchedListeners.one(SampleEvent.NAME, ordering, application.onWorker(event -> {
                        listener.consume(event.<Order>payload(Order.class));
                        return null;
                    })));
        }

        /** Stops the threads. */
        @TearDown
        public void close() {
            untyped.close();
            typed.close();
            inApplication.close();
            application.close();
        }
    }

    /** A listener without the bus. */
    @State(Scope.Thread)
    public static class Raw {

        private RawConsumer consumer;

        /** Creates the listener. */
        @Setup
        public void open(Blackhole listener) {
            consumer = new RawConsumer(listener::consume);
        }
    }

    /** The bus, with a listener that does not read the payload. */
    @Benchmark
    @OperationsPerInvocation(BenchedPartition.BATCH)
    public long busEnvelopeOnly(Bus bus) {
        return bus.untyped.deliver(records);
    }

    /** The bus, with a listener that takes the typed payload. */
    @Benchmark
    @OperationsPerInvocation(BenchedPartition.BATCH)
    public long bus(Bus bus) {
        return bus.typed.deliver(records);
    }

    /** The same, each invocation in its own Vert.x context and request scope, as in an application. */
    @Benchmark
    @OperationsPerInvocation(BenchedPartition.BATCH)
    public long busInApplication(Bus bus) {
        return bus.inApplication.deliver(records);
    }

    /**
     * Without the bus: each record is mapped.
     *
     * @throws IOException does not happen
     */
    @Benchmark
    @OperationsPerInvocation(BenchedPartition.BATCH)
    public long raw(Raw raw) throws IOException {
        return raw.consumer.deliver(records);
    }
}
