package io.quarkiverse.eventstream.outbox.runtime;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Room for events that wait: for 20,000, unless they take more than an eighth of the heap. A single one may have any size. Thread-safe. */
final class Room {

    private static final int MOST = 20_000;
    private static final int PART_OF_HEAP = 8;

    private final long mostBytes;
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    Room() {
        this(Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
    }

    Room(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** @param size the memory that the event takes, about */
    void add(int size) {
        count.incrementAndGet();
        bytes.addAndGet(size);
    }

    void remove(int size) {
        count.decrementAndGet();
        bytes.addAndGet(-size);
    }

    /** Whether more events wait than there is room for. */
    boolean isExceeded() {
        return count.get() > MOST || bytes.get() > mostBytes && count.get() > 1;
    }
}
