package io.quarkiverse.eventstream.deployment.keda;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A topic and a group that KEDA watches, as a trigger of a {@code ScaledObject}.
 *
 * @param topic the topic, with the prefix
 * @param group the group, with the prefix
 * @param brokers the addresses of the brokers; empty if the build does not know them
 */
record ScaledGroup(String topic, String group, Optional<String> brokers) implements Comparable<ScaledGroup> {

    /** By the lag that the instances measure, without the partitions that wait for a failing event. */
    Map<String, Object> prometheusTrigger(String url, int lag) {
        String selector = "{topic=\"" + quoted(topic) + "\", group=\"" + quoted(group) + "\"} >= 0";
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("serverAddress", url);
        // Not more instances than partitions with such records.
        metadata.put("query", "clamp_max(sum(eventstream_scalable_lag_records" + selector + "), " + lag
                + " * scalar(sum(eventstream_scalable_partitions" + selector + ")))");
        metadata.put("threshold", Integer.toString(lag));
        return trigger("prometheus", metadata);
    }

    /** By the committed offsets of the group, without the partitions in which they have not moved since KEDA has looked before. */
    Map<String, Object> kafkaTrigger(int lag) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        brokers.ifPresentOrElse(known -> metadata.put("bootstrapServers", known),
                () -> metadata.put("bootstrapServersFromEnv", "KAFKA_BOOTSTRAP_SERVERS"));
        metadata.put("consumerGroup", group);
        metadata.put("topic", topic);
        metadata.put("lagThreshold", Integer.toString(lag));
        metadata.put("excludePersistentLag", "true");
        metadata.put("limitToPartitionsWithLag", "true");
        return trigger("kafka", metadata);
    }

    private static Map<String, Object> trigger(String type, Map<String, Object> metadata) {
        Map<String, Object> trigger = new LinkedHashMap<>();
        trigger.put("type", type);
        trigger.put("metadata", metadata);
        return trigger;
    }

    private static String quoted(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    @Override
    public int compareTo(ScaledGroup other) {
        int byTopic = topic.compareTo(other.topic);
        return byTopic != 0 ? byTopic : group.compareTo(other.group);
    }
}
