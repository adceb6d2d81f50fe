package io.quarkiverse.eventstream.runtime.kafka;

import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.protocol.types.SchemaException;

import io.quarkiverse.eventstream.spi.ConsumerFailure;
import io.quarkiverse.eventstream.spi.MisconfiguredConnectionException;
import io.quarkiverse.eventstream.spi.Obstacle;

/**
 * Why Kafka consumers fail, and the remedy. Distinguishes failures that need an operator from temporary ones.
 */
final class ConsumerFailures {

    private ConsumerFailures() {}

    static ConsumerFailure explained(Throwable cause, TopicClients clients, ConnectionDiagnosis diagnosis) {
        if (cause instanceof OutOfMemoryError) {
            // The start of an answer in TLS, read as the size of a message, is hundreds of megabytes.
            Obstacle obstacle = diagnosis.examine();
            return new ConsumerFailure(cause,
                    Optional.ofNullable(obstacle).filter(found -> !found.isTransient()).map(Obstacle::text));
        }
        String remedy = cause instanceof InconsistentGroupProtocolException
                ? noCommonAssignor(clients)
                : remedyFor(cause);
        return new ConsumerFailure(cause,
                Optional.ofNullable(remedy).map(text -> "At " + clients.bootstrapServers() + ": " + text));
    }

    /**
     * The exception for a consumer that Kafka's client does not make: a property, or a class that a property names, can't be used.
     *
     * @throws Error the cause, if it is an error, such as a lack of memory
     */
    static MisconfiguredConnectionException ofConstruction(KafkaException failure, TopicClients clients) {
        if (failure.getCause() instanceof Error error) {
            throw error;
        }
        Throwable reason = failure.getCause() == null ? failure : failure.getCause();
        return new MisconfiguredConnectionException("At " + clients.bootstrapServers()
                + ": the properties of Kafka's consumer can't be used. Look at kafka.* and " + clients.consumerKey("*")
                + ": "
                + ClientFailures.reasons(reason), failure);
    }

    private static String remedyFor(Throwable cause) {
        if (cause instanceof AuthenticationException rejected) {
            return RejectedConnection.explain(rejected);
        }
        if (cause instanceof TopicAuthorizationException denied) {
            return "this client may not read " + denied.unauthorizedTopics() + ". Allow it READ and DESCRIBE on the topic";
        }
        if (cause instanceof GroupAuthorizationException denied) {
            return "this client may not use the group " + denied.groupId() + ". Allow it READ on the group";
        }
        if (cause instanceof AuthorizationException) {
            return "this client lacks a permission. Look at the access control lists of the broker";
        }
        if (cause instanceof SchemaException) {
            // Kafka's client reads nothing else by itself that another member has written.
            return "another member of the group sends a subscription that Kafka's Java client can't read, as kafka-go does, the"
                    + " client of Go's SDK before version 4. Give the services in Go a group of their own";
        }
        if (cause instanceof GroupIdNotFoundException && String.valueOf(cause.getMessage()).contains("Cannot upgrade")) {
            return "the group has members of the classic protocol that the broker can't combine with group.protocol=consumer, such as"
                    + " kafka-go's, the client of Go's SDK before version 4. Give those services a group of their own, or remove"
                    + " group.protocol";
        }
        if (cause instanceof FencedInstanceIdException) {
            return "another member of the group has the same group.instance.id. Give each instance of the service its own";
        }
        return null;
    }

    private static String noCommonAssignor(TopicClients clients) {
        return "the other members of the group have no partition assignor in common with this service. While they are in the"
                + " group, set "
                + clients.consumerKey(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG)
                + " to a list that has theirs too, such as "
                + CooperativeStickyAssignor.class.getName() + "," + RangeAssignor.class.getName() + "; or name another group";
    }
}
