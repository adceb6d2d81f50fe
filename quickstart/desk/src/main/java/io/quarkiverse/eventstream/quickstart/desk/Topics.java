package io.quarkiverse.eventstream.quickstart.desk;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.GroupState;

/** The shop's topics and groups on the broker, created for one run. */
final class Topics {

    private static final int PARTITIONS = 6;
    private static final int TIMEOUT_MILLIS = 10_000;

    private final String broker;
    private final Admin admin;
    private final String prefix;
    private final List<String> topics;
    private final List<String> groups;

    private Topics(String broker, String prefix) {
        this.broker = broker;
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS / 2,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS));
        this.prefix = prefix + ".";
        this.topics = Stream.of("orders", "billing", "shipping").map(this.prefix::concat).toList();
        this.groups = Stream.of("billing", "shipping").map(this.prefix::concat).toList();
    }

    /** Creates the topics, with several partitions to show that one that waits for a retry does not block the others. */
    static Topics create(String broker, String prefix) throws InterruptedException {
        Topics topics = new Topics(broker, prefix);
        try {
            topics.admin.createTopics(topics.topics.stream()
                    .map(topic -> new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty())).toList()).all().get();
            return topics;
        } catch (ExecutionException e) {
            topics.admin.close(Duration.ZERO);
            throw new QuickstartException("The broker at " + broker + " did not create the topics " + topics.topics + ": "
                    + e.getCause().getMessage()
                    + "\nIs it a Kafka broker, running, and reachable from here without TLS and without a password?"
                    + " Without --broker, the quickstart starts one of its own");
        }
    }

    /** The addresses of the broker. */
    String broker() {
        return broker;
    }

    /** Whether billing and shipping have joined their groups and have partitions. */
    boolean haveListeners() throws InterruptedException {
        try {
            return admin.describeConsumerGroups(groups).all().get().values().stream()
                    .allMatch(group -> group.groupState() == GroupState.STABLE && !group.members().isEmpty());
        } catch (ExecutionException e) {
            // The group does not exist yet.
            return false;
        }
    }

    /** How many events of a topic a group has settled, as far as their offsets are committed. */
    int settled(String topic, String group) throws InterruptedException {
        try {
            return admin.listConsumerGroupOffsets(prefix + group).partitionsToOffsetAndMetadata().get().entrySet().stream()
                    .filter(partition -> partition.getKey().topic().equals(prefix + topic))
                    .mapToInt(partition -> (int) partition.getValue().offset()).sum();
        } catch (ExecutionException e) {
            throw new QuickstartException(
                    "The broker does not tell the offsets of " + group + ": " + e.getCause().getMessage());
        }
    }

    /** Closes the connection, after removing the topics and groups if requested; these must have no members. */
    void close(boolean remove) {
        try {
            if (remove) {
                admin.deleteTopics(topics).all().get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
                admin.deleteConsumerGroups(groups).all().get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (ExecutionException | TimeoutException e) {
            // They may remain: no other run uses their names.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            admin.close(Duration.ZERO);
        }
    }
}
