package io.quarkiverse.eventstream.benchmarks.workload;

import java.util.List;
import java.util.Map;

/**
 * What one run of a contestant is to do. Its process gets it as one line of JSON on standard input.
 *
 * @param workload what to do
 * @param variant how, where a contestant knows several ways; empty for its only one
 * @param bootstrapServers the broker
 * @param topic where to publish to or listen to
 * @param group the consumer group, which nobody has used before
 * @param producer properties of Kafka's producer, the same for all contestants
 * @param consumer properties of Kafka's consumer, the same for all contestants
 * @param callers how many threads publish
 * @param ratePerSecond how many events to publish a second, for {@link Workload#END_TO_END}
 * @param listening what to listen to; null for nothing
 * @param warmUpMillis how long to run before it counts; with 0, all counts
 * @param measuredMillis how long it counts
 */
public record Task(Workload workload, String variant, String bootstrapServers, String topic, String group,
        Map<String, String> producer, Map<String, String> consumer, int callers, int ratePerSecond, Listening listening,
        long warmUpMillis, long measuredMillis) {

    /**
     * What to listen to, and what the listeners do.
     *
     * @param names the names of events: a listener for each
     * @param oneIn one in so many events of the topic has one of these names
     * @param expected how many events of these names the topic holds; 0 if they are yet to be published
     * @param concurrency how many calls may run at once, where a contestant can
     * @param callMillis how long a call takes; 0 for no time
     * @param failEvery one in so many events fails when its listener is first called; 0 for none
     * @param backoffMillis after how long such an event is delivered again
     */
    public record Listening(List<String> names, int oneIn, long expected, int concurrency, long callMillis,
            int failEvery, long backoffMillis) {}
}
