package io.quarkiverse.eventstream.faults.suite;

import java.util.HashMap;
import java.util.Map;

import io.quarkiverse.eventstream.faults.check.Ordering;
import io.quarkiverse.eventstream.faults.worker.Listeners;

/**
 * The configuration of a run's workers.
 *
 * @param workload the workload
 * @param setting its environment
 * @param topic the name of topic and group
 */
record WorkerProperties(Workload workload, Setting setting, String topic) {

    /** With Kafka's default of three seconds, each rebalance would take as long. */
    private static final long HEARTBEAT_MILLIS = 300;

    /** The role of a worker. */
    enum Role {
        LISTEN, PUBLISH
    }

    Map<String, String> of(Role role) {
        Map<String, String> properties = new HashMap<>();
        properties.put("kafka.bootstrap.servers", workload.bootstrapServers(setting.brokers()));
        properties.put("faults.topic", topic);
        properties.put("faults.group", topic);
        long session = workload.sessionTimeout().toMillis();
        String consumer = "quarkus.eventstream.kafka.consumer.";
        properties.put(consumer + "\"session.timeout.ms\"", Long.toString(session));
        properties.put(consumer + "\"heartbeat.interval.ms\"", Long.toString(Math.min(session / 4, HEARTBEAT_MILLIS)));
        properties.put("quarkus.eventstream.delivery.commit-interval", workload.commitInterval().toString());
        properties.put("quarkus.eventstream.delivery.backoff", "0.02S");
        properties.put("quarkus.eventstream.delivery.max-backoff", "0.2S");
        // Longer than any fault, even on a busy machine.
        properties.put("quarkus.eventstream.publish.timeout", "120S");
        if (workload.ordering() != Ordering.PARTITION) {
            for (String listener : Listeners.ids()) {
                properties.put("quarkus.eventstream.listener." + listener + ".ordering", workload.ordering().word());
            }
        }
        properties.putAll(workload.properties());
        properties.putAll(setting.properties());
        if (role == Role.PUBLISH) {
            properties.putIfAbsent("faults.publish.rate", Integer.toString(setting.rate(workload)));
        } else {
            properties.put("faults.listen.enabled", "true");
            properties.put("faults.publish.rate", "0");
        }
        return properties;
    }
}
