package io.quarkiverse.eventstream.benchmarks.workload;

import java.util.List;
import java.util.Map;

/**
 * The task of one run of a contestant. Its process gets it as one line of JSON on standard input.
 *
 * @param workload the workload
 * @param variant the variant of the contestant; empty if there is only one
 * @param bootstrapServers the broker
 * @param topic the topic to publish or listen to
 * @param group the consumer group, a new one
 * @param producer properties of Kafka's producer, the same for all contestants
 * @param consumer properties of Kafka's consumer, the same for all contestants
 * @param callers the number of threads that publish
 * @param ratePerSecond the number of events to publish a second, for {@link Workload#END_TO_END}
 * @param listening the listeners; null for none
 * @param warmUpMillis the warm-up; 0 for none
 * @param measuredMillis the measured time
 * @param database the JDBC URL of a database of this run, with the user; null for none
 */
public record Task(Workload workload, String variant, String bootstrapServers, String topic, String group,
        Map<String, String> producer, Map<String, String> consumer, int callers, int ratePerSecond, Listening listening,
        long warmUpMillis, long measuredMillis, String database) {

    /** Whether the contestant of this task listens to events. */
    public boolean hasListener() {
        return listening != null && workload != Workload.STORE_BACKLOG && workload != Workload.BACKLOG;
    }

    /** The same task, but to store the backlog, while the broker is away. */
    public Task storingBacklog(String unreachable) {
        return new Task(Workload.STORE_BACKLOG, variant, unreachable, topic, group, producer, consumer, callers, ratePerSecond,
                listening,
                warmUpMillis, measuredMillis, database);
    }

    /**
     * The listeners and their behaviour.
     *
     * @param names the names of events, each with a listener
     * @param oneIn the interval of events with one of these names on the topic
     * @param expected the number of events with these names on the topic; 0 if the workload publishes them
     * @param concurrency the maximum of concurrent invocations, if the contestant supports it
     * @param callMillis the duration of an invocation; 0 for none
     * @param failEvery the interval of events whose first attempt fails; 0 for none
     * @param backoffMillis the delay of their redelivery
     */
    public record Listening(List<String> names, int oneIn, long expected, int concurrency, long callMillis,
            int failEvery, long backoffMillis) {}
}
