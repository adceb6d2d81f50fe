package io.quarkiverse.eventstream.faults.worker;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel.MapMode;
import java.util.concurrent.atomic.AtomicInteger;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.faults.worker.Entry.Kind;

/**
 * Writes the ledger of this worker to a memory-mapped file. An entry costs next to nothing, and outlives the process however that
 * ends; it need not outlive the machine. Unlike a channel, the mapped file is not closed by interrupts. Thread-safe.
 */
public class LedgerWriter {

    /** The largest mapping: an hour at full load. The sparse file takes only the space of the written entries. */
    private static final int CAPACITY = Integer.MAX_VALUE / Entry.SIZE;
    private static final VarHandle HEAD = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** One for the whole process, because the last entry is written after the application has ended. */
    private static final LedgerWriter INSTANCE = new LedgerWriter(System.getProperty("faults.ledger"));

    private final MappedByteBuffer entries;
    private final AtomicInteger written = new AtomicInteger();
    private final Notes notes;

    private LedgerWriter(String path) {
        try (RandomAccessFile file = new RandomAccessFile(path, "rw")) {
            entries = file.getChannel().map(MapMode.READ_WRITE, 0, (long) CAPACITY * Entry.SIZE);
            entries.order(ByteOrder.LITTLE_ENDIAN);
            notes = new Notes(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The ledger of this process.
     *
     * @return for the application, and for what is to be said when there is none
     */
    static LedgerWriter get() {
        return INSTANCE;
    }

    /**
     * Writes the start of an invocation.
     *
     * @return the entry for its failure, made before, so that a failure can be recorded when no memory is left
     */
    Entry started(int listener, IncomingEvent event) {
        Entry failure = delivery(Kind.FAILED, listener, event);
        add(delivery(Kind.STARTED, listener, event));
        return failure;
    }

    static Entry delivery(Kind kind, int listener, IncomingEvent event) {
        return new Entry(System.nanoTime(), kind, listener, TopicNames.numberOf(event.record().topic()),
                event.record().partition(),
                event.record().offset(), EventId.parse(event.id()), Publisher.keyOf(event.key()), event.attempt());
    }

    void written(WrittenRecord record, int key, EventId event) {
        add(new Entry(System.nanoTime(), Kind.WRITTEN, Entry.NONE, TopicNames.numberOf(record.topic()), record.partition(),
                record.offset(), event, key, 0));
    }

    void refused(int topic, int key, EventId event, Throwable reason) {
        notes.add(Kind.REFUSED, event + " to topic " + topic + ": " + reason);
        add(new Entry(System.nanoTime(), Kind.REFUSED, Entry.NONE, topic, Entry.NONE, Entry.NONE, event, key, 0));
    }

    void note(Kind kind, String text) {
        notes.add(kind, text);
        add(Entry.of(kind));
    }

    /** Writes an entry. Takes no memory. */
    void add(Entry entry) {
        int position = written.getAndIncrement() * Entry.SIZE;
        entry.writeRest(entries, position);
        // A reader that sees the head sees the rest.
        HEAD.setRelease(entries, position, entry.head());
    }
}
