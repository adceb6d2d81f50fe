package io.quarkiverse.eventstream.benchmarks.runner;

import java.util.List;
import java.util.Map;

import io.quarkiverse.eventstream.benchmarks.workload.Task.Listening;
import io.quarkiverse.eventstream.benchmarks.workload.Workload;

/**
 * What the contestants do side by side.
 *
 * @param id short, for the command line
 * @param title what it is, for people
 * @param workload what each does
 * @param entries who takes part; the first is what others are compared with
 * @param metrics the figures to show; the first is the one to draw
 * @param content what the topic holds
 * @param producer properties of Kafka's producer beyond those of all cases
 * @param callers how many threads publish
 * @param ratePerSecond how many events to publish a second; 0 for as many as can be
 * @param listening what to listen to; null for nothing
 * @param goals what it is to show
 */
record Case(String id, String title, Workload workload, List<Entry> entries, List<Metric> metrics, Content content,
        Map<String, String> producer, int callers, int ratePerSecond, Listening listening, List<Goal> goals) {

    /**
     * What a topic holds.
     *
     * @param names the names of its events, in turn; empty where events are yet to be published
     * @param nameInHeader whether a header tells the name as well: the bus writes one, others do not
     */
    record Content(List<String> names, boolean nameInHeader) {

        static final Content NONE = new Content(List.of(), false);
    }

    /**
     * How long a run goes before it counts: at a fixed rate, half as long again, because the compiler waits for a number of events
     * before it begins.
     *
     * @param millis how long one goes whose events come as fast as can be
     */
    long warmUp(long millis) {
        return ratePerSecond == 0 ? millis : millis + millis / 2;
    }

    /** What the cases have in common that are compared with each other: what stands before the dash in their ids. */
    String family() {
        return id.split("-")[0];
    }
}
