package io.quarkiverse.eventstream.benchmarks.micro;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import io.quarkiverse.eventstream.runtime.deliver.CommitFrontier;
import io.quarkiverse.eventstream.runtime.model.Position;

/**
 * Keeping account of what may be committed.
 */
@State(Scope.Thread)
public class FrontierBenchmark {

    private static final int IN_FLIGHT = 128;

    private final CommitFrontier frontier = new CommitFrontier(Position.at(0));
    private final CommitFrontier.Mark[] inFlight = new CommitFrontier.Mark[IN_FLIGHT];
    private long offset;

    /**
     * A record that nobody asked for.
     *
     * @return what may be committed then
     */
    @Benchmark
    public long skipped() {
        frontier.skipped(offset++, 0);
        return frontier.committable();
    }

    /**
     * A record that is done before the next one comes.
     *
     * @return what may be committed then
     */
    @Benchmark
    public long doneAtOnce() {
        frontier.received(offset++, 0).settle();
        return frontier.committable();
    }

    /**
     * A record, while another is done that came {@value #IN_FLIGHT} records before.
     *
     * @return what may be committed then
     */
    @Benchmark
    public long doneLater() {
        int place = (int) (offset % IN_FLIGHT);
        CommitFrontier.Mark oldest = inFlight[place];
        if (oldest != null) {
            oldest.settle();
        }
        inFlight[place] = frontier.received(offset++, 0);
        return frontier.committable();
    }
}
