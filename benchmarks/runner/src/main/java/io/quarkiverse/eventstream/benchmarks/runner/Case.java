package io.quarkiverse.eventstream.benchmarks.runner;

import java.util.List;
import java.util.Map;

import io.quarkiverse.eventstream.benchmarks.workload.Task.Listening;
import io.quarkiverse.eventstream.benchmarks.workload.Workload;

/**
 * A workload that the contenders run, for comparison.
 *
 * @param id short, for the command line
 * @param title the title in tables
 * @param workload the workload
 * @param entries the contenders; the others are compared with the first
 * @param metrics the figures to show; the first is the one to draw
 * @param content the content of the topic
 * @param producer properties of Kafka's producer, in addition to those of all cases
 * @param callers the number of threads that publish
 * @param ratePerSecond the number of events to publish a second; 0 for no limit
 * @param listening the listeners; null for none
 * @param goals the goals
 */
record Case(String id, String title, Workload workload, List<Entry> entries, List<Metric> metrics, Content content,
        Map<String, String> producer, int callers, int ratePerSecond, Listening listening, List<Goal> goals) {

    /**
     * The content of a topic.
     *
     * @param names the names of its events, in turn; empty if the workload publishes the events
     * @param nameInHeader whether a header has the name, too, as in events of the bus
     */
    record Content(List<String> names, boolean nameInHeader) {

        static final Content NONE = new Content(List.of(), false);
    }

    /**
     * The warm-up of a run: at a fixed rate, half as long again, because the compiler starts after a number of events.
     */
    long warmUp(long millis) {
        return ratePerSecond == 0 ? millis : millis + millis / 2;
    }

    /** The part of the id before the dash. */
    String family() {
        return id.split("-")[0];
    }

    /** The same for cases that are run together, so that they can be compared with each other: those of a family, except for databases. */
    String block() {
        return entries.get(0).contender().hasDatabase() ? id : family();
    }
}
