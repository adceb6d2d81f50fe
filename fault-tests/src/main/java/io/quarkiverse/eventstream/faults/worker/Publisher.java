package io.quarkiverse.eventstream.faults.worker;

import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import jakarta.inject.Singleton;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.faults.worker.Entry.Kind;

/**
 * Publishes numbered events at a steady pace until it is told to finish, and writes down what became of each.
 */
@Singleton
public class Publisher {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final EventStream events;
    private final LedgerWriter ledger;
    private final WorkerConfig config;
    private final Semaphore open;
    private volatile boolean finishing;

    Publisher(EventStream events, LedgerWriter ledger, WorkerConfig config) {
        this.events = events;
        this.ledger = ledger;
        this.config = config;
        this.open = new Semaphore(config.publish().maxOpen());
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
        long pause = SECOND / config.publish().rate();
        long due = System.nanoTime();
        long number = 0;
        for (; !finishing; number++) {
            open.acquireUninterruptibly();
            publish(number);
            // What an outage held up is not made up for: the load stays what it is.
            due = Math.max(due + pause, System.nanoTime() - SECOND / 10);
            LockSupport.parkNanos(due - System.nanoTime());
        }
        open.acquireUninterruptibly(config.publish().maxOpen());
        ledger.note(Kind.FINISHED, Long.toString(number));
    }

    private void publish(long number) {
        String id = config.worker() + "-" + number;
        String key = "k" + Conduct.number(id) % config.publish().keys();
        OutgoingEvent event = OutgoingEvent.builder("fault").topic(config.topic()).namespace("faults").id(id).key(key)
                .header("id", id).payload(Map.of("number", number)).build();
        events.publish(event).whenComplete((receipt, error) -> {
            if (error == null) {
                ledger.written(receipt.records().get(0), key, id);
            } else {
                ledger.refused(key, id, error);
            }
            open.release();
        });
    }
}
