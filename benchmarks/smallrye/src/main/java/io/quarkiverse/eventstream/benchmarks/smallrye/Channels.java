package io.quarkiverse.eventstream.benchmarks.smallrye;

import java.util.List;
import java.util.Map;

import io.quarkiverse.eventstream.benchmarks.workload.Task;

/**
 * The channels of the service. A task enables those that it needs, and configures their topic and Kafka's clients. All commit with
 * SmallRye's default, "throttled": every five seconds, the handled records. Of the other strategies, "latest" commits after each record,
 * and "ignore" loses events, because Kafka's client commits polled records before they are handled.
 */
final class Channels {

    static final String OUTGOING = "published";

    /** One record at a time, on the event loop. */
    static final String ORDERS = "orders";
    /** One batch at a time, on the event loop. */
    static final String BATCH = "orders-batch";
    /** Several consumers, each with one record at a time on a worker. */
    static final String BY_PARTITION = "orders-by-partition";
    /** Records of different keys concurrently, on workers; experimental in SmallRye. */
    static final String BY_KEY = "orders-by-key";
    /** Records of different keys concurrently, on virtual threads. */
    static final String ON_VIRTUAL_THREADS = "orders-on-virtual-threads";
    /** As by partition, with retries. */
    static final String RETRIED_BY_PARTITION = "retried-by-partition";
    /** As by key, with retries. */
    static final String RETRIED_BY_KEY = "retried-by-key";

    /** The worker pool of {@link #BY_KEY} and {@link #RETRIED_BY_KEY}. */
    static final String POOL = "by-key";

    /** The prefix of the channels with one event name each; a number follows. */
    static final String PER_NAME = "name-";

    private static final List<String> SINGLE = List.of(ORDERS, BATCH, BY_PARTITION, BY_KEY, ON_VIRTUAL_THREADS,
            RETRIED_BY_PARTITION, RETRIED_BY_KEY);
    private static final String VIRTUAL_THREADS = "<virtual-thread>";
    /** Tracing, CloudEvents and health checks are unused here, and would only cost time. */
    private static final List<String> UNUSED = List.of("tracing-enabled", "cloud-events", "health-enabled");
    /** A consumer for each partition, the useful maximum. */
    private static final String CONSUMERS = "4";

    private Channels() {}

    static void configure(Task task) {
        configure("mp.messaging.outgoing." + OUTGOING, task, task.producer());
        SINGLE.forEach(channel -> enable(channel, false));
        for (int number = 0; number < ListenerPerName.MOST; number++) {
            enable(PER_NAME + number, false);
        }
        Task.Listening listening = task.listening();
        set("smallrye.messaging.worker." + POOL + ".max-concurrency",
                String.valueOf(listening == null ? 1 : listening.concurrency()));
        if (listening == null) {
            return;
        }
        if (listening.names().size() > 1) {
            List<String> names = listening.names();
            for (int number = 0; number < names.size(); number++) {
                listen(PER_NAME + number, task, task.group() + "-" + names.get(number));
            }
        } else {
            String channel = channel(task);
            listen(channel, task, task.group());
            tune(channel, listening);
        }
    }

    private static String channel(Task task) {
        boolean retried = task.variant().contains("with retry");
        if (task.variant().equals("batch")) {
            return BATCH;
        } else if (task.variant().contains("virtual threads")) {
            return ON_VIRTUAL_THREADS;
        } else if (task.variant().contains("by key")) {
            return retried ? RETRIED_BY_KEY : BY_KEY;
        } else if (task.variant().contains("by partition")) {
            return retried ? RETRIED_BY_PARTITION : BY_PARTITION;
        }
        return ORDERS;
    }

    private static void tune(String channel, Task.Listening listening) {
        String concurrency = String.valueOf(listening.concurrency());
        switch (channel) {
            case BY_PARTITION, RETRIED_BY_PARTITION -> set(incoming(channel) + ".concurrency", CONSUMERS);
            case BY_KEY, RETRIED_BY_KEY, ON_VIRTUAL_THREADS -> {
                // Four consumers keep more workers busy; for little work, one consumer has less overhead.
                set(incoming(channel) + ".concurrency", listening.callMillis() > 0 ? CONSUMERS : "1");
                set(incoming(channel) + ".throttled.ordered", "key");
                set(incoming(channel) + ".throttled.ordered.max-concurrency", concurrency);
                set("smallrye.messaging.worker." + VIRTUAL_THREADS + ".max-concurrency", concurrency);
            }
            default -> {
                // One consumer. With four, which compete for two cores, it handles fewer events.
            }
        }
    }

    private static void listen(String channel, Task task, String group) {
        enable(channel, true);
        configure(incoming(channel), task, task.consumer());
        set(incoming(channel) + ".group.id", group);
        // Records that are queued after the measurement do not matter.
        set(incoming(channel) + ".graceful-shutdown", "false");
    }

    private static void configure(String channel, Task task, Map<String, String> properties) {
        UNUSED.forEach(feature -> set(channel + "." + feature, "false"));
        set(channel + ".bootstrap.servers", task.bootstrapServers());
        set(channel + ".topic", task.topic());
        properties.forEach((name, value) -> set(channel + "." + name, value));
    }

    private static void enable(String channel, boolean enabled) {
        set(incoming(channel) + ".enabled", String.valueOf(enabled));
    }

    private static String incoming(String channel) {
        return "mp.messaging.incoming." + channel;
    }

    private static void set(String name, String value) {
        System.setProperty(name, value);
    }
}
