package io.quarkiverse.eventstream.cli.connect;

import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;

import io.quarkiverse.eventstream.cli.console.CommandException;
import io.quarkiverse.eventstream.cli.console.ExitCodes;
import io.quarkiverse.eventstream.runtime.kafka.ConnectionExamination;
import io.quarkiverse.eventstream.runtime.kafka.RejectedConnection;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;
import io.quarkiverse.eventstream.spi.Obstacle;

/** Why Kafka's clients fail, where, and the remedy. */
public final class KafkaFailures {

    private static final int REASON_LENGTH = 1000;
    private static final int MAX_DEPTH = 8;

    private final Connection connection;

    /** Of a connection, which is examined if no broker answers. */
    public KafkaFailures(Connection connection) {
        this.connection = connection;
    }

    /** The failure in the words of a command. */
    public CommandException explain(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof CommandException explained) {
            return explained;
        }
        ConfigException unusable = unusableProperty(cause);
        if (unusable != null) {
            return new CommandException(ExitCodes.USAGE, "Kafka's client does not take the properties: " + reason(unusable)
                    + ". Look at --bootstrap-servers, --property, and the configuration", cause);
        }
        if (cause instanceof AuthenticationException rejected) {
            return broker(RejectedConnection.explain(rejected), cause);
        }
        if (cause instanceof AuthorizationException denied) {
            return broker(denied(denied), cause);
        }
        if (cause instanceof TimeoutException || cause instanceof DisconnectException) {
            return unanswered(cause);
        }
        return broker(cause instanceof KafkaException ? reason(cause) : UntrustedText.of(cause.toString(), REASON_LENGTH),
                cause);
    }

    private static ConfigException unusableProperty(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
            if (cause instanceof ConfigException found) {
                return found;
            }
            cause = cause.getCause();
        }
        return null;
    }

    private static String denied(AuthorizationException denied) {
        if (denied instanceof TopicAuthorizationException topic) {
            Set<String> topics = new TreeSet<>(topic.unauthorizedTopics());
            return "this user has no right to the topic " + String.join(", ", topics)
                    + ". Allow it DESCRIBE, and READ or WRITE, on the topic";
        }
        if (denied instanceof GroupAuthorizationException group) {
            return "this user has no right to the group " + UntrustedText.of(group.groupId())
                    + ". Allow it DESCRIBE on the group";
        }
        return "this user lacks a right (" + reason(denied) + "). Look at the access control lists of the broker";
    }

    private CommandException unanswered(Throwable failure) {
        Obstacle obstacle = ConnectionExamination.of(connection.adminProperties());
        return new CommandException(ExitCodes.BROKER, "No broker answered in time at " + connection.servers() + ": "
                + (obstacle == null
                        ? reason(failure) + ". Try again, or use --verbose for the log of Kafka's client"
                        : obstacle.text()),
                failure);
    }

    private CommandException broker(String what, Throwable cause) {
        return new CommandException(ExitCodes.BROKER, "At " + connection.servers() + ": " + what, cause);
    }

    /** The messages of a failure and its causes: those of Kafka's clients often say no more than that something failed. */
    private static String reason(Throwable failure) {
        String messages = Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(MAX_DEPTH)
                .map(cause -> cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage()).distinct()
                .collect(Collectors.joining(": "));
        return UntrustedText.of(messages, REASON_LENGTH);
    }
}
