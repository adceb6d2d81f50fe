package io.quarkiverse.eventstream.cli.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import io.quarkiverse.eventstream.cli.connect.Connection;
import io.quarkiverse.eventstream.cli.connect.KafkaFailures;

/** Asks a cluster for its topics and groups. What is deleted meanwhile, or may not be seen, is left out. */
final class ClusterReader implements AutoCloseable {

    /** A group as the cluster describes it. */
    record Group(ConsumerGroupDescription description, Map<TopicPartition, OffsetAndMetadata> committed) {

        /** The members' client ids and hosts, by partition. */
        Map<TopicPartition, String> members() {
            Map<TopicPartition, String> members = new TreeMap<>(BY_NAME);
            for (MemberDescription member : description.members()) {
                member.assignment().topicPartitions()
                        .forEach(partition -> members.put(partition, member.clientId() + " " + member.host()));
            }
            return members;
        }
    }

    static final Comparator<TopicPartition> BY_NAME = Comparator.comparing(TopicPartition::topic)
            .thenComparing(TopicPartition::partition);

    private final Connection connection;
    private final Admin admin;

    ClusterReader(Connection connection) {
        this.connection = connection;
        try {
            this.admin = connection.admin();
        } catch (KafkaException e) {
            throw new KafkaFailures(connection).explain(e);
        }
    }

    /** All topics, in the order of their names. */
    Map<String, TopicDescription> topics() {
        Collection<String> names = get(admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
        return present(admin.describeTopics(names).topicNameValues());
    }

    /** All groups of consumers, in the order of their names. */
    List<Group> groups() {
        List<String> names = get(admin.listGroups(ListGroupsOptions.forConsumerGroups()).all()).stream()
                .map(GroupListing::groupId).sorted().toList();
        return groups(names);
    }

    /** These groups, if they exist. */
    List<Group> groups(List<String> names) {
        if (names.isEmpty()) {
            return List.of();
        }
        Map<String, ConsumerGroupDescription> descriptions = present(admin.describeConsumerGroups(names).describedGroups());
        Map<String, ListConsumerGroupOffsetsSpec> all = new TreeMap<>();
        descriptions.keySet().forEach(name -> all.put(name, new ListConsumerGroupOffsetsSpec()));
        List<Group> groups = new ArrayList<>();
        if (!all.isEmpty()) {
            ListConsumerGroupOffsetsResult offsets = admin.listConsumerGroupOffsets(all);
            Map<String, KafkaFuture<Map<TopicPartition, OffsetAndMetadata>>> byGroup = new TreeMap<>();
            all.keySet().forEach(name -> byGroup.put(name, offsets.partitionsToOffsetAndMetadata(name)));
            present(byGroup).forEach((name, committed) -> groups.add(new Group(descriptions.get(name), committed)));
        }
        return groups;
    }

    private <T> Map<String, T> present(Map<String, KafkaFuture<T>> answers) {
        Map<String, T> present = new TreeMap<>();
        answers.forEach((name, answer) -> {
            try {
                present.put(name, answer.get());
            } catch (ExecutionException e) {
                if (!isHidden(e.getCause())) {
                    throw new KafkaFailures(connection).explain(e);
                }
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        });
        return present;
    }

    private static boolean isHidden(Throwable failure) {
        return failure instanceof UnknownTopicOrPartitionException || failure instanceof GroupIdNotFoundException
                || failure instanceof TopicAuthorizationException || failure instanceof GroupAuthorizationException;
    }

    private <T> T get(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new KafkaFailures(connection).explain(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException failure) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted", failure);
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
