package io.quarkiverse.eventstream.benchmarks.micro;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

import io.quarkiverse.eventstream.runtime.subscribe.Listener;
import io.quarkiverse.eventstream.runtime.subscribe.ListenerGroup;

/**
 * From a record with the event's name in a header to the listeners of that name. A record's headers are decoded only once, so each
 * operation creates a new one; the cost of that has to be subtracted.
 */
@State(Scope.Thread)
public class NameInHeaderBenchmark {

    /** The headers of the record. */
    @Param
    public FetchedHeaders headers;

    private final byte[] value = SampleEvent.value();
    private final ListenerGroup group = BenchedListeners.many(0, event -> CompletableFuture.completedStage(null));

    /** Creating the record and finding the listeners that it concerns. */
    @Benchmark
    public List<Listener> makeAndFind(Blackhole consumer) {
        ConsumerRecord<byte[], byte[]> record = make();
        List<Listener> candidates = group.candidatesFor(record);
        // Otherwise the compiler would notice that the record is unused, and not create it.
        consumer.consume(record);
        return candidates;
    }

    /** Creating the record. */
    @Benchmark
    public ConsumerRecord<byte[], byte[]> make() {
        return new ConsumerRecord<>(SampleEvent.TOPIC, 0, 0, 0, TimestampType.CREATE_TIME, 0, value.length, null, value,
                headers.fetch(), Optional.empty());
    }
}
