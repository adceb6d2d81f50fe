package io.quarkiverse.eventstream.runtime.kafka;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.spi.GroupMember;

/** The members of groups, which the coordinator of a group knows. */
final class GroupMembers {

    /** The client's own default of a minute is too long for an operator. */
    private static final int PATIENCE_MILLIS = 5000;

    private final KafkaAdmin admin;

    GroupMembers(KafkaAdmin admin) {
        this.admin = admin;
    }

    /** See {@link io.quarkiverse.eventstream.spi.Broker#members}. */
    CompletionStage<List<GroupMember>> of(String group) {
        DescribeConsumerGroupsOptions options = new DescribeConsumerGroupsOptions().timeoutMs(PATIENCE_MILLIS);
        return admin.ask(client -> client.describeConsumerGroups(List.of(group), options).describedGroups().get(group))
                .thenApply(description -> members(description.members()))
                .exceptionallyCompose(error -> unknown(group, KafkaAdmin.unwrapped(error)));
    }

    private static List<GroupMember> members(Collection<MemberDescription> members) {
        return members.stream().map(member -> new GroupMember(member.clientId(), host(member.host()),
                Set.copyOf(member.assignment().topicPartitions()))).toList();
    }

    /** The broker writes it as Java writes an address without a name. */
    private static String host(String host) {
        return host.startsWith("/") ? host.substring(1) : host;
    }

    private static CompletionStage<List<GroupMember>> unknown(String group, Throwable error) {
        if (error instanceof GroupIdNotFoundException) {
            return CompletableFuture.completedStage(List.of());
        }
        return CompletableFuture.failedStage(error instanceof GroupAuthorizationException
                ? new EventStreamException("This service may not describe the group " + group
                        + ". Allow it DESCRIBE on the group", error)
                : error);
    }
}
