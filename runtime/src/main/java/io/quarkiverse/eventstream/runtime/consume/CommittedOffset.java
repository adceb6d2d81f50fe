package io.quarkiverse.eventstream.runtime.consume;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Uuid;

import io.quarkiverse.eventstream.runtime.model.Position;

/**
 * What a group commits: a position and, beside it, the id of the topic, so that a member that comes later, or comes back, notices
 * when there is another topic of the same name. The metadata is a list of {@code key=value}, separated by semicolons; what others
 * write there is of no interest.
 */
public final class CommittedOffset {

    private static final Pattern TOPIC = Pattern.compile("(?:^|;)topic=([A-Za-z0-9_-]{22})(?:;|$)");

    private CommittedOffset() {}

    /**
     * What to commit.
     *
     * @param position of the next record to deal with
     * @param topic the id of the topic; null if it is not known
     * @return both
     */
    public static OffsetAndMetadata of(Position position, Uuid topic) {
        return position.with(topic == null ? "" : "topic=" + topic);
    }

    /** The id of the topic; empty if somebody committed who does not say. */
    static Optional<Uuid> topic(OffsetAndMetadata committed) {
        Matcher topic = TOPIC.matcher(committed.metadata());
        return topic.find() ? Optional.of(Uuid.fromString(topic.group(1))) : Optional.empty();
    }
}
