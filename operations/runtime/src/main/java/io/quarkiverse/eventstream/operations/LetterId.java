package io.quarkiverse.eventstream.operations;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The coordinates of a dead letter. Immutable.
 *
 * @param topic the dead-letter topic; in this API without the prefix of the stream
 * @param partition the partition; 0 or more
 * @param offset the offset; 0 or more
 */
public record LetterId(String topic, int partition, long offset) {

    private static final Pattern TEXT = Pattern.compile("(.+)-([0-9]{1,9})@([0-9]{1,18})");

    /**
     * Checks the coordinates.
     *
     * @param topic the dead-letter topic; not null
     * @param partition the partition; 0 or more
     * @param offset the offset; 0 or more
     * @throws IllegalArgumentException if partition or offset is negative
     */
    public LetterId {
        Objects.requireNonNull(topic, "topic");
        if (partition < 0 || offset < 0) {
            throw new IllegalArgumentException("A letter has a partition and an offset of 0 or more, not " + partition + " and "
                    + offset);
        }
    }

    /**
     * Reads the text of {@link #toString}.
     *
     * @param text such as {@code orders.dlq-0@17}
     * @return the coordinates
     * @throws IllegalArgumentException if the text has another form
     */
    public static LetterId parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("The id of a letter is like orders.dlq-0@17, not \"" + text + '"');
        }
        return new LetterId(matcher.group(1), Integer.parseInt(matcher.group(2)), Long.parseLong(matcher.group(3)));
    }

    /**
     * The coordinates as text.
     *
     * @return such as {@code orders.dlq-0@17}: topic, partition and offset
     */
    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
