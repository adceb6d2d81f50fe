package io.quarkiverse.eventstream.cli.connect;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import io.quarkiverse.eventstream.cli.console.CommandException;
import io.quarkiverse.eventstream.cli.console.ExitCodes;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;

/** A topic that does not exist, with those that may be meant. */
public final class MissingTopic {

    private static final int MAX_SIMILAR = 3;

    private MissingTopic() {}

    /**
     * The failure of a command.
     *
     * @param topics all topics of the broker
     */
    public static CommandException of(String topic, Connection connection, Collection<String> topics) {
        String asked = topic.toLowerCase(Locale.ROOT);
        List<String> similar = topics.stream().filter(other -> isSimilar(other.toLowerCase(Locale.ROOT), asked)).sorted()
                .limit(MAX_SIMILAR).toList();
        return new CommandException(ExitCodes.FINDINGS, "There is no topic " + UntrustedText.of(topic) + " at "
                + connection.servers() + ". Give its whole name, with the prefix"
                + (similar.isEmpty() ? "" : similar.stream().collect(Collectors.joining(" or ", ", such as ", ""))));
    }

    /**
     * Fails if a topic does not exist.
     *
     * @throws CommandException also if the broker does not say so
     */
    public static void require(String topic, Connection connection) {
        try (Admin admin = connection.admin()) {
            try {
                admin.describeTopics(List.of(topic)).topicNameValues().get(topic).get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                    throw of(topic, connection, admin.listTopics().names().get());
                }
                if (e.getCause() instanceof TopicAuthorizationException) {
                    // Kafka's answer does not name the topic.
                    throw new TopicAuthorizationException(Set.of(topic));
                }
                throw e;
            }
        } catch (ExecutionException | KafkaException e) {
            throw new KafkaFailures(connection).explain(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** The same name with another prefix or in another case, or one that begins with it. */
    private static boolean isSimilar(String other, String asked) {
        return other.endsWith("." + asked) || asked.endsWith("." + other) || other.startsWith(asked) || other.equals(asked);
    }
}
