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
 * From a record whose header tells the event's name to the listeners of that name. A record can be looked at for the first time only once, so
 * each is made anew, and what that costs is to be taken off.
 */
@State(Scope.Thread)
public class NameInHeaderBenchmark {

    /** What headers the record has. */
    @Param
    public FetchedHeaders headers;

    private final byte[] value = SampleEvent.value();
    private final ListenerGroup group = BenchedListeners.many(0, event -> CompletableFuture.completedStage(null));

    /**
     * Making the record and finding who wants it.
     *
     * @return nobody
     */
    @Benchmark
    public List<Listener> makeAndFind(Blackhole consumer) {
        ConsumerRecord<byte[], byte[]> record = make();
        List<Listener> candidates = group.candidatesFor(record);
        // Else the compiler would see that the record goes nowhere, and not make it.
        consumer.consume(record);
        return candidates;
    }

    /**
     * Making the record.
     *
     * @return the record
     */
    @Benchmark
    public ConsumerRecord<byte[], byte[]> make() {
        return new ConsumerRecord<>(SampleEvent.TOPIC, 0, 0, 0, TimestampType.CREATE_TIME, 0, value.length, null, value,
                headers.fetch(), Optional.empty());
    }
}
