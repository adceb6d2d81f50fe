package io.quarkiverse.eventstream.operations;

import java.util.List;
import java.util.Optional;

import io.quarkiverse.eventstream.EventStreamException;

/**
 * The dead letters of a stream: lists, shows, redrives and discards them. A bean for each stream; that of a named stream is injected with
 * {@link io.quarkiverse.eventstream.EventStreamName @EventStreamName}.
 * <p>
 * Letters are read from the dead-letter topic with consumers that exist during a call only, in a bounded memory, however many there are. What
 * became of a letter is kept in the journal, a compacted topic of its own. Redrives and discards of several operators, in any instance, never
 * act on one letter twice.
 * <p>
 * Topics and groups are named without the prefix of the stream. All methods block, so call them on a worker thread or a virtual thread. They
 * throw an {@link EventStreamException} if the broker does not answer or refuses, and an {@link IllegalArgumentException} if there is no such
 * topic. Thread-safe.
 */
public interface DeadLetterDesk {

    /**
     * The dead-letter topics of the listeners that are registered at the moment, with the number of letters in each state.
     *
     * @return sorted by name; a topic that no letter has been written to has no partitions
     */
    List<LetterTopic> topics();

    /**
     * The letters, grouped by cause: the exception, the place in the application, and the listener.
     *
     * @param topic the dead-letter topic
     * @param filter the letters concerned
     * @return the largest group first; at most 500 groups, and one of all the rest
     */
    List<LetterGroup> groups(String topic, LetterFilter filter);

    /**
     * A page of letters.
     *
     * @param topic the dead-letter topic
     * @param filter the letters concerned
     * @param page the order, the number of letters, and where the page begins
     * @return the letters, and the position of the next page
     */
    LetterPage letters(String topic, LetterFilter filter, PageRequest page);

    /**
     * All that is known of a letter.
     *
     * @param id the coordinates of the letter
     * @return empty if there is no such letter, or none any more
     */
    Optional<Letter> letter(LetterId id);

    /**
     * What {@link #redrive} would do, without doing it.
     *
     * @param topic the dead-letter topic
     * @param filter the letters concerned; only open ones count
     * @param options as for {@link #redrive}
     * @return the number of letters, and those that are refused
     */
    RedrivePlan plan(String topic, LetterFilter filter, RedriveOptions options);

    /**
     * Delivers letters again, each to the listener that gave it up and to no other one, whatever instance of whatever service that belongs to.
     * Its failure policy applies again; if it dead-letters the event once more, there is a new letter. Only open letters are redriven, and
     * each at most once: another call for the same letters does nothing. If the service stops before the end, the letters redriven so far
     * are delivered, and the others stay open.
     *
     * @param topic the dead-letter topic
     * @param filter the letters concerned
     * @param options who redrives, how fast and how many
     * @return the running redrive, which continues in the background
     * @throws IllegalArgumentException also if the options have an edited value that is no valid event, or not exactly one letter is named
     */
    Redrive redrive(String topic, LetterFilter filter, RedriveOptions options);

    /**
     * Marks open letters as needing no work. They stay in the topic until it deletes them. Another call for the same letters does nothing.
     *
     * @param topic the dead-letter topic
     * @param filter the letters concerned
     * @param by who decides so; not blank
     * @param reason why; not blank
     * @return the number of letters that this call has discarded
     */
    long discard(String topic, LetterFilter filter, String by, String reason);
}
