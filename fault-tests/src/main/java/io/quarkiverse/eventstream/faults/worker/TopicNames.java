package io.quarkiverse.eventstream.faults.worker;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The topics of a run. The names of all others begin with the name of the first.
 */
public final class TopicNames {

    /** The number of topics of a run. */
    public static final int COUNT = 3;

    private TopicNames() {}

    /** The names of the topics by their numbers. */
    public static List<String> of(String first) {
        return IntStream.range(0, COUNT).mapToObj(number -> number == 0 ? first : first + "." + number).toList();
    }

    /**
     * The number of a topic.
     *
     * @return from 0 to {@link #COUNT}, exclusive
     */
    public static int numberOf(String topic) {
        int last = topic.charAt(topic.length() - 1) - '0';
        return topic.charAt(topic.length() - 2) == '.' ? last : 0;
    }

    /** The number of the topic of an event: half of the events go to the first. */
    static int numberFor(long event) {
        return event % 2 == 0 ? 0 : 1 + (int) (event / 2 % (COUNT - 1));
    }
}
