package io.quarkiverse.eventstream.faults.worker;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import jakarta.inject.Singleton;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.faults.worker.Entry.Kind;

/**
 * Publishes numbered events at a steady rate until {@link #finish}, and records the result of each publication in the ledger.
 */
@Singleton
public class Publisher {

    /**
     * The payload of an event.
     *
     * @param number the event's number
     * @param padding makes the payload larger
     */
    record Payload(long number, String padding) {}

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    /** Waking the thread for each event would be too expensive. */
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(2);

    private final EventStream events;
    private final LedgerWriter ledger = LedgerWriter.get();
    private final WorkerConfig config;
    private final List<String> topics;
    private final Semaphore open;
    private final String padding;
    private volatile boolean finishing;

    Publisher(EventStream events, WorkerConfig config) {
        this.events = events;
        this.config = config;
        this.topics = TopicNames.of(config.topic());
        this.open = new Semaphore(config.publish().maxOpen());
        this.padding = "x".repeat(config.publish().padding());
    }

    void start() {
        if (config.publish().rate() > 0) {
            Thread thread = new Thread(this::publishAll, "publisher");
            thread.setDaemon(true);
            thread.start();
        }
    }

    void finish() {
        finishing = true;
    }

    private void publishAll() {
        long began = System.nanoTime();
        long number = 0;
        long due = 0;
        while (!finishing) {
            due = (System.nanoTime() - began) * config.publish().rate() / SECOND;
            // Events that an outage held up are not published later: the load stays constant.
            while (number < due && !finishing) {
                if (!open.tryAcquire()) {
                    open.acquireUninterruptibly();
                    began += (due - number) * SECOND / config.publish().rate();
                    due = number;
                }
                publish(number++);
            }
            LockSupport.parkNanos(PAUSE);
        }
        open.acquireUninterruptibly(config.publish().maxOpen());
        ledger.note(Kind.FINISHED, "");
    }

    private void publish(long number) {
        EventId id = new EventId(config.worker(), number);
        int key = (int) (Conduct.number(id.toString()) % config.publish().keys());
        int topic = TopicNames.numberFor(number);
        OutgoingEvent event = OutgoingEvent.builder("fault").topic(topics.get(topic)).namespace("faults").id(id.toString())
                .key("k" + key).header("id", id.toString()).payload(new Payload(number, padding)).build();
        events.publish(event).whenComplete((receipt, error) -> {
            if (error == null) {
                ledger.written(receipt.records().get(0), key, id);
            } else if (isTooLate(error)) {
                finish();
            } else {
                ledger.refused(topic, key, id, error);
            }
            open.release();
        });
    }

    /** Whether the stream refused an event because the worker stops. Events that were accepted before must be written. */
    private static boolean isTooLate(Throwable error) {
        return String.valueOf(error.getMessage()).contains("The stream is closed: the application is stopping");
    }

    /**
     * The number of a key.
     *
     * @return its number; {@link Entry#NONE} if it has none
     */
    public static int keyOf(String key) {
        return key == null || key.isEmpty() ? Entry.NONE : Integer.parseInt(key, 1, key.length(), 10);
    }
}
