package io.quarkiverse.eventstream.faults.worker;

import java.nio.ByteBuffer;

/**
 * An entry of a ledger. It has a fixed size in bytes, so that a worker under load can write it without a thought, and the suite can
 * read millions.
 *
 * @param time {@link System#nanoTime()}, which on Linux all processes share
 * @param kind what happened
 * @param listener the listener's number, see {@link Listeners#NAMES}; {@link #NONE} where there is none
 * @param topic the topic's number, see {@link TopicNames}; {@link #NONE} where there is none
 * @param partition {@link #NONE} where there is none
 * @param offset {@link #NONE} where there is none
 * @param event which event; null where there is none
 * @param key the number of the event's key; {@link #NONE} where there is none
 * @param attempt which call of the listener for the event; 0 where there is none
 */
public record Entry(long time, Kind kind, int listener, int topic, int partition, long offset, EventId event, int key,
        int attempt) {

    /** Where there is no number. */
    public static final int NONE = -1;

    /** How many bytes an entry takes. */
    public static final int SIZE = 40;

    private static final Kind[] KINDS = Kind.values();
    private static final int MAX_ATTEMPT = 255;

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
        /** The bus is closed; {@link Notes} name the threads that live on all the same. */
        DOWN
    }

    /**
     * An entry about the worker itself.
     *
     * @param kind what happened to it
     * @return the entry, of this moment
     */
    static Entry of(Kind kind) {
        return new Entry(System.nanoTime(), kind, NONE, NONE, NONE, NONE, null, NONE, 0);
    }

    /** What is written last, and tells that the rest is there: never 0. */
    long head() {
        return (kind.ordinal() + 1L) << 56 | (listener + 1L) << 48 | (topic + 1L) << 40
                | (long) Math.min(attempt, MAX_ATTEMPT) << 32 | partition & 0xFFFF_FFFFL;
    }

    /** Writes all but the {@link #head}. */
    void writeRest(ByteBuffer buffer, int position) {
        buffer.putLong(position + 8, time);
        buffer.putLong(position + 16, offset);
        buffer.putLong(position + 24, event == null ? NONE : event.number());
        buffer.putInt(position + 32, event == null ? NONE : event.publisher());
        buffer.putInt(position + 36, key);
    }

    /**
     * Reads an entry.
     *
     * @param buffer has its bytes
     * @param position where they begin
     * @return the entry; null if there is none yet
     */
    public static Entry read(ByteBuffer buffer, int position) {
        long head = buffer.getLong(position);
        if (head == 0) {
            return null;
        }
        int publisher = buffer.getInt(position + 32);
        EventId event = publisher == NONE ? null : new EventId(publisher, buffer.getLong(position + 24));
        return new Entry(buffer.getLong(position + 8), KINDS[(int) (head >>> 56) - 1], (int) (head >>> 48 & 0xFF) - 1,
                (int) (head >>> 40 & 0xFF) - 1, (int) head, buffer.getLong(position + 16), event, buffer.getInt(position + 36),
                (int) (head >>> 32 & 0xFF));
    }
}
