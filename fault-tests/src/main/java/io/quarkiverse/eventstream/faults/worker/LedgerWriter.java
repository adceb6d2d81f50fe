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
 * Writes the ledger of this worker into memory that the system maps to a file. So an entry costs next to nothing, and outlives the
 * process however that ends; it need not outlive the machine. Interrupts do no harm, as they would to a channel. Safe for use by several
 * threads.
 */
public class LedgerWriter {

    /** As much as can be mapped at once: an hour at full load. The file takes what is written of it, and no more. */
    private static final int CAPACITY = Integer.MAX_VALUE / Entry.SIZE;
    private static final VarHandle HEAD = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** One for the whole process: the last is said when there is no application any more. */
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

    void delivery(Kind kind, int listener, IncomingEvent event) {
        write(new Entry(System.nanoTime(), kind, listener, TopicNames.numberOf(event.record().topic()),
                event.record().partition(),
                event.record().offset(), EventId.parse(event.id()), Publisher.keyOf(event.key()), event.attempt()));
    }

    void written(WrittenRecord place, int key, EventId event) {
        write(new Entry(System.nanoTime(), Kind.WRITTEN, Entry.NONE, TopicNames.numberOf(place.topic()), place.partition(),
                place.offset(), event, key, 0));
    }

    void refused(int topic, int key, EventId event, Throwable reason) {
        notes.add(Kind.REFUSED, event + " to topic " + topic + ": " + reason);
        write(new Entry(System.nanoTime(), Kind.REFUSED, Entry.NONE, topic, Entry.NONE, Entry.NONE, event, key, 0));
    }

    void note(Kind kind, String text) {
        notes.add(kind, text);
        write(Entry.of(kind));
    }

    private void write(Entry entry) {
        int position = written.getAndIncrement() * Entry.SIZE;
        entry.writeRest(entries, position);
        // Whoever sees the head sees the rest.
        HEAD.setRelease(entries, position, entry.head());
    }
}
