package io.quarkiverse.eventstream;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where a group without a committed offset begins to read a topic; also the target of a {@linkplain Subscription#seek seek} and a bound
 * of a {@linkplain EventStream#newReplay replay}. A group with a committed offset resumes from that one. Immutable.
 */
public final class Offset {

    /** Only events published after the group began. */
    public static final Offset LATEST = new Offset(Kind.LATEST, 0, null);

    /** Every event that the topic still holds. */
    public static final Offset EARLIEST = new Offset(Kind.EARLIEST, 0, null);

    /** The kinds of offsets. */
    public enum Kind {
        /** See {@link Offset#LATEST}. */
        LATEST,
        /** See {@link Offset#EARLIEST}. */
        EARLIEST,
        /** See {@link Offset#at(long)}. */
        ABSOLUTE,
        /** See {@link Offset#from(Instant)}. */
        INSTANT
    }

    private final Kind kind;
    private final long position;
    private final Instant instant;

    private Offset(Kind kind, long position, Instant instant) {
        this.kind = kind;
        this.position = position;
        this.instant = instant;
    }

    /**
     * An offset that applies to each partition of the topic. In a partition that does not contain it, the nearest offset is taken.
     *
     * @param position the offset of the first record to read; 0 or more
     * @return the offset
     * @throws IllegalArgumentException if the position is negative
     */
    public static Offset at(long position) {
        if (position < 0) {
            throw new IllegalArgumentException("An absolute offset is 0 or more, not " + position
                    + ". Use Offset.LATEST or Offset.EARLIEST for the ends of the topic");
        }
        return new Offset(Kind.ABSOLUTE, position, null);
    }

    /**
     * The first record whose Kafka timestamp is at or after an instant; the end of the partition if there is none.
     *
     * @param instant the instant; not null
     * @return the offset
     */
    public static Offset from(Instant instant) {
        return new Offset(Kind.INSTANT, 0, Objects.requireNonNull(instant, "instant"));
    }

    /**
     * Parses the form of {@link OnEvent#offset()} and of the configuration.
     *
     * @param text {@code latest}, {@code earliest} (in any case), {@code -1}, {@code -2}, an absolute offset, or an instant in
     *        ISO-8601 such as {@code 2026-11-24T06:00:00Z}
     * @return the offset
     * @throws IllegalArgumentException if the text is none of these
     */
    public static Offset parse(String text) {
        String value = text.strip();
        if (value.equalsIgnoreCase("latest") || value.equals("-1")) {
            return LATEST;
        }
        if (value.equalsIgnoreCase("earliest") || value.equals("-2")) {
            return EARLIEST;
        }
        try {
            if (value.indexOf('T') > 0) {
                return from(Instant.parse(value));
            }
            return at(Long.parseLong(value));
        } catch (DateTimeParseException | IllegalArgumentException e) {
            throw new IllegalArgumentException("Not an offset: \"" + text + "\". Use latest (-1), earliest (-2), an absolute"
                    + " offset of 0 or more, or an instant such as 2026-11-24T06:00:00Z", e);
        }
    }

    /**
     * The kind of this offset.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * The absolute offset.
     *
     * @return 0 or more with {@link Kind#ABSOLUTE}, else empty
     */
    public OptionalLong position() {
        return kind == Kind.ABSOLUTE ? OptionalLong.of(position) : OptionalLong.empty();
    }

    /**
     * The instant.
     *
     * @return an instant with {@link Kind#INSTANT}, else empty
     */
    public Optional<Instant> instant() {
        return Optional.ofNullable(instant);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Offset that && kind == that.kind && position == that.position
                && Objects.equals(instant, that.instant);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, position, instant);
    }

    /** In the form that {@link #parse} reads. */
    @Override
    public String toString() {
        return switch (kind) {
            case LATEST -> "latest";
            case EARLIEST -> "earliest";
            case ABSOLUTE -> Long.toString(position);
            case INSTANT -> instant.toString();
        };
    }
}
