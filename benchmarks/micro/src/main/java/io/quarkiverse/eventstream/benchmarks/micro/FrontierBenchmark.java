package io.quarkiverse.eventstream.benchmarks.micro;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import io.quarkiverse.eventstream.runtime.deliver.CommitFrontier;
import io.quarkiverse.eventstream.runtime.model.Position;

/**
 * The accounting of the frontier, up to which records may be committed.
 */
@State(Scope.Thread)
public class FrontierBenchmark {

    private static final int IN_FLIGHT = 128;

    private final CommitFrontier frontier = new CommitFrontier(Position.at(0));
    private final CommitFrontier.Mark[] inFlight = new CommitFrontier.Mark[IN_FLIGHT];
    private long offset;

    /** A record that concerns no listener. */
    @Benchmark
    public long skipped() {
        frontier.skipped(offset++, 0);
        return frontier.committable();
    }

    /** A record that is settled before the next one comes. */
    @Benchmark
    public long doneAtOnce() {
        frontier.received(offset++, 0).settle();
        return frontier.committable();
    }

    /** A record, while the one {@value #IN_FLIGHT} records before is settled. */
    @Benchmark
    public long doneLater() {
        int index = (int) (offset % IN_FLIGHT);
        CommitFrontier.Mark oldest = inFlight[index];
        if (oldest != null) {
            oldest.settle();
        }
        inFlight[index] = frontier.received(offset++, 0);
        return frontier.committable();
    }
}
