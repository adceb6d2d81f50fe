package io.quarkiverse.eventstream.runtime.listen;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import io.quarkiverse.eventstream.benchmarks.micro.SampleEvent;

/**
 * From the event's name to the listeners that it concerns.
 */
@State(Scope.Thread)
public class DispatchBenchmark {

    /** How many listeners the group has, each for another name. */
    @Param({"1", "100"})
    public int listeners;

    private String wanted = SampleEvent.NAME;
    private String unwanted = "orderShipped";
    private ListenerGroup group;

    /** Registers the listeners. */
    @Setup
    public void register() {
        group = BenchedListeners.many(listeners, event -> CompletableFuture.completedStage(null));
    }

    /**
     * An event that one of them asks for.
     *
     * @return that one
     */
    @Benchmark
    public List<Listener> wanted() {
        return group.candidatesFor(wanted);
    }

    /**
     * An event that nobody asks for.
     *
     * @return empty
     */
    @Benchmark
    public List<Listener> unwanted() {
        return group.candidatesFor(unwanted);
    }

    /**
     * An event whose name only decoding can tell.
     *
     * @return all
     */
    @Benchmark
    public List<Listener> unclear() {
        return group.candidatesFor(null);
    }
}
