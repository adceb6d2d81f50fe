package io.quarkiverse.eventstream.faults.worker;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The topics of a run: the first, and others whose names begin with its name.
 */
public final class TopicNames {

    /** How many topics a run has. */
    public static final int COUNT = 3;

    private TopicNames() {}

    /**
     * The topics of a run.
     *
     * @param first the first
     * @return by their numbers
     */
    public static List<String> of(String first) {
        return IntStream.range(0, COUNT).mapToObj(number -> number == 0 ? first : first + "." + number).toList();
    }

    /**
     * The number of a topic.
     *
     * @param topic the topic
     * @return from 0 to {@link #COUNT}, exclusive
     */
    public static int numberOf(String topic) {
        int last = topic.charAt(topic.length() - 1) - '0';
        return topic.charAt(topic.length() - 2) == '.' ? last : 0;
    }

    /**
     * The topic that an event goes to: half of them to the first.
     *
     * @param event the event's number
     * @return the topic's number
     */
    static int numberFor(long event) {
        return event % 2 == 0 ? 0 : 1 + (int) (event / 2 % (COUNT - 1));
    }
}
