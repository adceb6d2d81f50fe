package io.quarkiverse.eventstream.faults.worker;

import java.nio.ByteBuffer;

/**
 * An entry of a ledger. Its size in bytes is fixed, so that writing is cheap for a worker under load, and the suite can read millions.
 *
 * @param time by {@link System#nanoTime()}, which all processes share on Linux
 * @param kind the kind
 * @param listener the listener's number, see {@link Listeners#NAMES}; {@link #NONE} where there is none
 * @param topic the topic's number, see {@link TopicNames}; {@link #NONE} where there is none
 * @param partition {@link #NONE} where there is none
 * @param offset {@link #NONE} where there is none
 * @param event the event; null where there is none
 * @param key the number of the event's key; {@link #NONE} where there is none
 * @param attempt the number of the attempt; 0 where there is none
 */
public record Entry(long time, Kind kind, int listener, int topic, int partition, long offset, EventId event, int key,
        int attempt) {

    /** Stands for a missing number. */
    public static final int NONE = -1;

    /** The size of an entry in bytes. */
    public static final int SIZE = 40;

    private static final Kind[] KINDS = Kind.values();
    private static final int MAX_ATTEMPT = 255;

    /** The kind of an entry. */
    public enum Kind {
        /** The worker is up. */
        UP,
        /** An invocation of a listener has begun. */
        STARTED,
        /** The invocation has succeeded. */
        OK,
        /** The invocation has failed. */
        FAILED,
        /** The stage of a publication has succeeded: the event is at these coordinates. */
        WRITTEN,
        /** The stage of a publication has failed: the event may or may not be on the topic. */
        REFUSED,
        /** The publisher has finished, and every stage has ended. */
        FINISHED,
        /** The bus is closed; {@link Notes} name the leaked threads. */
        DOWN
    }

    /** An entry about the worker itself. */
    static Entry of(Kind kind) {
        return new Entry(System.nanoTime(), kind, NONE, NONE, NONE, NONE, null, NONE, 0);
    }

    /** The part that is written last, and shows that the rest is complete: never 0. */
    long head() {
        return (kind.ordinal() + 1L) << 56 | (listener + 1L) << 48 | (topic + 1L) << 40
                | (long) Math.min(attempt, MAX_ATTEMPT) << 32 | partition & 0xFFFF_FFFFL;
    }

    /** Writes everything except the {@link #head}. */
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
     * @param buffer the bytes of the ledger
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
