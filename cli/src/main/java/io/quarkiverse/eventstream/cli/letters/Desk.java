package io.quarkiverse.eventstream.cli.letters;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.apache.kafka.common.KafkaException;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.cli.connect.Connection;
import io.quarkiverse.eventstream.cli.connect.KafkaFailures;
import io.quarkiverse.eventstream.cli.connect.MissingTopic;
import io.quarkiverse.eventstream.cli.console.CommandException;
import io.quarkiverse.eventstream.cli.console.Durations;
import io.quarkiverse.eventstream.cli.console.ExitCodes;
import io.quarkiverse.eventstream.operations.runtime.desk.DeskStream;
import io.quarkiverse.eventstream.operations.runtime.desk.StreamDesk;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.kafka.KafkaTopics;
import io.quarkiverse.eventstream.runtime.model.Names;

/**
 * The desk for dead letters that services have, on the connection of a command; its failures are those of commands. It knows no listeners,
 * and topics and groups have their whole names.
 */
public final class Desk implements AutoCloseable {

    private static final String SETTINGS = "quarkus.eventstream.operations.";
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    private final Connection connection;
    private final KafkaTopics topics;
    private final StreamDesk desk;

    private Desk(Connection connection, KafkaTopics topics) {
        this.connection = connection;
        this.topics = topics;
        this.desk = new StreamDesk(
                new DeskStream(topics, new Names("", "", false), new EventCodec(new ObjectMapper()), List::of,
                        Set.of(), maxRedrives(), timeout()));
    }

    /** Connects. */
    public static Desk open(Connection connection) {
        try {
            return new Desk(connection, connection.topics());
        } catch (KafkaException e) {
            throw new KafkaFailures(connection).explain(e);
        }
    }

    /**
     * Connects to work with one topic.
     *
     * @throws CommandException if it does not exist
     */
    public static Desk of(String topic, Connection connection) {
        MissingTopic.require(topic, connection);
        return open(connection);
    }

    private int maxRedrives() {
        return setting("max-redrives", Integer::valueOf).orElse(DeskStream.DEFAULT_MAX_REDRIVES);
    }

    private Duration timeout() {
        return setting("timeout", Durations::parse).orElse(DEFAULT_TIMEOUT);
    }

    /** As a service has it. */
    private <T> Optional<T> setting(String name, Function<String, T> parser) {
        Optional<String> text = connection.configuration().read(SETTINGS + name);
        try {
            return text.map(parser);
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCodes.USAGE, SETTINGS + name + " can't be used: " + e.getMessage(), e);
        }
    }

    /** Asks the desk, and explains why it fails. */
    public <T> T ask(Function<StreamDesk, T> request) {
        try {
            return request.apply(desk);
        } catch (RuntimeException e) {
            throw explained(e);
        }
    }

    /** Why the desk failed. */
    public CommandException explained(Throwable failure) {
        if (failure instanceof EventStreamException) {
            return new CommandException(ExitCodes.BROKER, failure.getMessage(), failure);
        }
        if (failure instanceof IllegalArgumentException) {
            return new CommandException(ExitCodes.FINDINGS, failure.getMessage(), failure);
        }
        return new KafkaFailures(connection).explain(failure);
    }

    @Override
    public void close() {
        desk.close();
        topics.close();
    }
}
