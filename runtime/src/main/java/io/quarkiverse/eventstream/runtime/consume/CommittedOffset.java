package io.quarkiverse.eventstream.runtime.consume;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Uuid;

import io.quarkiverse.eventstream.runtime.model.Position;

/**
 * The offsets that a group commits, with the id of the topic as metadata, so that a later member notices that the topic was deleted
 * and created again. The metadata is a list of {@code key=value}, separated by semicolons; other entries are ignored.
 */
final class CommittedOffset {

    private static final Pattern TOPIC = Pattern.compile("(?:^|;)topic=([A-Za-z0-9_-]{22})(?:;|$)");

    private CommittedOffset() {}

    /**
     * A position to commit.
     *
     * @param topic the id of the topic; null if it is not known
     */
    static OffsetAndMetadata of(Position position, Uuid topic) {
        return position.with(topic == null ? "" : "topic=" + topic);
    }

    /** The id of the topic; empty if another client committed the offset. */
    static Optional<Uuid> topic(OffsetAndMetadata committed) {
        Matcher topic = TOPIC.matcher(committed.metadata());
        return topic.find() ? Optional.of(Uuid.fromString(topic.group(1))) : Optional.empty();
    }
}
