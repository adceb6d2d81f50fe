package io.quarkiverse.eventstream.faults.worker;

/**
 * The id of an event: its publisher, and its number there.
 *
 * @param publisher the publisher's number, unique in a run
 * @param number counts the publisher's events
 */
public record EventId(int publisher, long number) {

    /**
     * Parses an id, as {@link #toString} writes it.
     *
     * @throws IllegalArgumentException if the text is no id
     */
    public static EventId parse(String text) {
        int dash = text.indexOf('-');
        return new EventId(Integer.parseInt(text, 0, dash, 10), Long.parseLong(text, dash + 1, text.length(), 10));
    }

    @Override
    public String toString() {
        return publisher + "-" + number;
    }
}
