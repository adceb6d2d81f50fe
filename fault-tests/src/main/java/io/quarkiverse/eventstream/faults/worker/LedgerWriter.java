package io.quarkiverse.eventstream.faults.worker;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.faults.worker.Entry.Kind;

/**
 * Writes the ledger of this worker. Each line goes to the system in one call before the method returns, so it outlives the
 * process however that ends. Safe for use by several threads.
 */
@Singleton
public class LedgerWriter {

    private final String worker;
    // Not a FileChannel: that closes for everybody when one thread that writes is interrupted.
    private final FileOutputStream file;

    @Inject
    LedgerWriter(WorkerConfig config) {
        this(config.worker(), config.ledger());
    }

    private LedgerWriter(String worker, String file) {
        this.worker = worker;
        try {
            this.file = new FileOutputStream(file, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For what is to be said when there is no application any more, or none yet. */
    static LedgerWriter beyondTheApplication() {
        return new LedgerWriter(System.getProperty("faults.worker"), System.getProperty("faults.ledger"));
    }

    void delivery(Kind kind, String listener, IncomingEvent event) {
        write(new Entry(System.nanoTime(), kind, worker, listener, event.partition(), event.offset(),
                event.key() == null ? "" : event.key(), event.id(), event.attempt(), ""));
    }

    void written(WrittenRecord place, String key, String id) {
        write(new Entry(System.nanoTime(), Kind.WRITTEN, worker, "", place.partition(), place.offset(), key, id, 0, ""));
    }

    void refused(String key, String id, Throwable reason) {
        write(new Entry(System.nanoTime(), Kind.REFUSED, worker, "", -1, -1, key, id, 0, reason.toString()));
    }

    void note(Kind kind, String text) {
        write(new Entry(System.nanoTime(), kind, worker, "", -1, -1, "", "", 0, text));
    }

    private void write(Entry entry) {
        try {
            file.write((entry.line() + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
