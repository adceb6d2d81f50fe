package io.quarkiverse.eventstream.faults.worker;

import java.util.StringJoiner;

/**
 * A line of a ledger.
 *
 * @param time {@link System#nanoTime()}, which on Linux all processes share
 * @param kind what happened
 * @param worker to whom
 * @param listener the listener's id; empty where there is none
 * @param partition -1 where there is none
 * @param offset -1 where there is none
 * @param key the event's key; empty where there is none
 * @param id the event's id; empty where there is none
 * @param attempt which call of the listener for the event; 0 where there is none
 * @param text what else there is to say; empty for nothing
 */
public record Entry(long time, Kind kind, String worker, String listener, int partition, long offset, String key, String id,
        int attempt, String text) {

    private static final String SEPARATOR = "\t";
    private static final int FIELDS = 10;

    /** What happened. */
    public enum Kind {
        /** The worker is up. */
        UP,
        /** A listener was called. */
        STARTED,
        /** The call ended well. */
        OK,
        /** The call failed. */
        FAILED,
        /** The stage of a publication succeeded: the event is at this place. */
        WRITTEN,
        /** The stage of a publication failed: the event may be on the topic or not. */
        REFUSED,
        /** The publisher has done what it was to do, and every stage has ended. */
        FINISHED,
        /** The bus is closed; the text names the threads that live on all the same. */
        DOWN
    }

    /**
     * Reads a line.
     *
     * @param line without its end
     * @return the entry
     * @throws IllegalArgumentException if it is no line of a ledger
     */
    public static Entry parse(String line) {
        String[] fields = line.split(SEPARATOR, -1);
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException("Not a line of a ledger: " + line);
        }
        return new Entry(Long.parseLong(fields[0]), Kind.valueOf(fields[1]), fields[2].intern(), fields[3].intern(),
                Integer.parseInt(fields[4]), Long.parseLong(fields[5]), fields[6].intern(), fields[7],
                Integer.parseInt(fields[8]), fields[9]);
    }

    /**
     * As {@link #parse} reads it.
     *
     * @return a line without its end
     */
    public String line() {
        return new StringJoiner(SEPARATOR).add(Long.toString(time)).add(kind.name()).add(worker).add(listener)
                .add(Integer.toString(partition)).add(Long.toString(offset)).add(key).add(id).add(Integer.toString(attempt))
                .add(text.replaceAll("\\s+", " ")).toString();
    }
}
