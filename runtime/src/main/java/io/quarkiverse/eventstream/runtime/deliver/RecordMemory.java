package io.quarkiverse.eventstream.runtime.deliver;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkus.runtime.configuration.MemorySize;

/**
 * The memory for fetched records in the whole service: of all streams, consumers and partitions, replays included.
 * <p>
 * A partition whose {@linkplain Share share} is full is not fetched until there is room again. One half of the memory is for the
 * partitions that need it most, and no partition gets more than half of that; the other half is divided evenly among the partitions,
 * so that those with a stuck listener can't take the room of the others. A partition that holds nothing may always be fetched,
 * because a record may be larger than its share and must be delivered nevertheless.
 * <p>
 * The buffers of Kafka's consumers follow from the same figure: {@link #fetchBytes()},
 * {@link #partitionFetchBytes()} and {@link #pollBytes()}. Thread-safe.
 */
public final class RecordMemory {

    /** Of the heap, unless the configuration says otherwise. */
    private static final int PART_OF_HEAP = 8;
    /** Of this memory, for what all consumers are fetching at a time. */
    private static final int PART_FOR_FETCHES = 4;
    /** More gains nothing. */
    private static final int MAX_FETCH = 8 << 20;
    private static final int MIN_FETCH = 64 << 10;
    /** Of a fetch, for each partition: the fetched records of a partition that has become full stay in Kafka's client. */
    private static final int PART_FOR_PARTITION = 16;
    private static final int MIN_PARTITION_FETCH = 16 << 10;

    private final long bytes;
    private final LongAdder used = new LongAdder();
    private final AtomicInteger shares = new AtomicInteger();
    private final AtomicInteger consumers = new AtomicInteger();
    /** Called when there is room again, in no order. */
    private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();

    /**
     * Of a size.
     *
     * @param bytes more than zero
     */
    public RecordMemory(long bytes) {
        this.bytes = bytes;
    }

    /**
     * Of the size that is configured, or an eighth of the heap.
     *
     * @param configured more than zero, or empty
     * @throws EventStreamException if it is not more than zero
     */
    public static RecordMemory of(Optional<MemorySize> configured) {
        long bytes = configured.map(MemorySize::asLongValue).orElse(Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
        if (bytes <= 0) {
            throw new EventStreamException("quarkus.eventstream.max-buffered-memory must be more than zero, not " + bytes);
        }
        return new RecordMemory(bytes);
    }

    /** A consumer begins, and takes its part of the memory for fetches; {@link #consumerEnded()} must follow. */
    public void consumerBegan() {
        consumers.incrementAndGet();
    }

    /** A consumer has ended. */
    public void consumerEnded() {
        consumers.decrementAndGet();
    }

    /**
     * How much a consumer should fetch from a broker at a time.
     *
     * @return bytes
     */
    public int fetchBytes() {
        return (int) Math.max(MIN_FETCH, Math.min(MAX_FETCH, bytes / PART_FOR_FETCHES / Math.max(1, consumers.get())));
    }

    /**
     * How much of it may be of one partition.
     *
     * @return bytes
     */
    public int partitionFetchBytes() {
        return Math.max(MIN_PARTITION_FETCH, fetchBytes() / PART_FOR_PARTITION);
    }

    /**
     * How many bytes of the fetched records a poll may return: compressed records may have become many times as large.
     *
     * @return bytes, enough for what was not compressed
     */
    int pollBytes() {
        return 2 * fetchBytes();
    }

    /**
     * The share of another partition.
     *
     * @param roomAgain called on any thread when the share, once found to be full, may have room again
     * @return an empty share, to be {@linkplain Share#close() closed}
     */
    Share share(Runnable roomAgain) {
        shares.incrementAndGet();
        return new Share(roomAgain);
    }

    /** How many bytes are used. */
    long used() {
        return used.sum();
    }

    private boolean isScarce(int part) {
        return used.sum() >= bytes / 2 / part;
    }

    private long guaranteed(int part) {
        return bytes / 2 / Math.max(1, shares.get()) / part;
    }

    private void released() {
        // Half of the room: otherwise each record would wake every consumer.
        if (!waiting.isEmpty() && !isScarce(2)) {
            waiting.removeIf(roomAgain -> {
                roomAgain.run();
                return true;
            });
        }
    }

    /** The memory that a partition uses. Thread-safe; {@link #requestRoom} is for one thread. */
    final class Share {

        private static final long CLOSED = Long.MIN_VALUE / 2;

        private final Runnable roomAgain;
        private final AtomicLong held = new AtomicLong();

        private Share(Runnable roomAgain) {
            this.roomAgain = roomAgain;
        }

        void add(long size) {
            if (held.addAndGet(size) >= 0) {
                used.add(size);
            }
        }

        /** Gives back what was added. */
        void release(long size) {
            if (held.addAndGet(-size) >= 0) {
                used.add(-size);
                released();
            }
        }

        /** Whether a share that was full has room again, as far as that depends on this partition. */
        boolean mayHaveRoom() {
            return hasRoom(2);
        }

        /**
         * Requests room for another fetch.
         *
         * @param wasFull whether there was none the last time: then half of it has to be released first
         * @return false if there is none; then {@code roomAgain} is called when there may be
         */
        boolean requestRoom(boolean wasFull) {
            int part = wasFull ? 2 : 1;
            if (hasRoom(part)) {
                return true;
            }
            waiting.add(roomAgain);
            // A release just before that has called no callback.
            return hasRoom(part);
        }

        private boolean hasRoom(int part) {
            long mine = held.get();
            return mine <= 0 || mine < guaranteed(part) || mine < bytes / 4 / part && !isScarce(part);
        }

        /** Releases everything. Later additions and releases change nothing. */
        void close() {
            long rest = held.getAndSet(CLOSED);
            if (rest >= 0) {
                shares.decrementAndGet();
                used.add(-rest);
                released();
            }
        }
    }
}
