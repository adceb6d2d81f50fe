package io.quarkiverse.eventstream.runtime.deliver;

import java.lang.reflect.Type;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.runtime.envelope.ReceivedEvent;
import io.quarkiverse.eventstream.runtime.envelope.UndecodableException;
import io.quarkiverse.eventstream.runtime.subscribe.Listener;

/**
 * A record on its way to the listeners that it may concern. It is done when all of them are through with it, and then, before
 * anything else, marked for the commit. Thread-safe.
 */
final class FetchedRecord {

    private static final Logger LOG = Logger.getLogger(FetchedRecord.class);
    private static final byte[] OF_TOMBSTONE = {'{', '}'};

    private final DeliveryContext context;
    private final ConsumerRecord<byte[], byte[]> record;
    private final Delivery[] deliveries;
    private final AtomicInteger open;
    private final Runnable mark;
    private volatile Runnable done;

    // Guarded by this.
    private ReceivedEvent event;
    private UndecodableException undecodable;

    /**
     * As fetched.
     *
     * @param candidates the listeners that it may concern; not empty
     * @param mark called once, when the last of them is through with it
     */
    FetchedRecord(DeliveryContext context, ConsumerRecord<byte[], byte[]> record, List<Listener> candidates, Runnable mark) {
        this.context = context;
        this.record = record;
        this.deliveries = new Delivery[candidates.size()];
        for (int i = 0; i < deliveries.length; i++) {
            deliveries[i] = new Delivery(context, candidates.get(i), this);
        }
        this.open = new AtomicInteger(candidates.size());
        this.mark = mark;
    }

    ConsumerRecord<byte[], byte[]> record() {
        return record;
    }

    /** The event, decoded once for all listeners, by the first that asks. */
    synchronized ReceivedEvent event() throws UndecodableException {
        if (undecodable != null) {
            throw undecodable;
        }
        if (event == null) {
            try {
                event = new ReceivedEvent(record, context.codec().decode(value(), payloadType()),
                        context.group().topic(),
                        context.codec(), context.group().isReplay());
            } catch (UndecodableException e) {
                undecodable = e;
                throw e;
            }
        }
        return event;
    }

    /** Only listeners that take tombstones get one, and those don't ask what it says. */
    private byte[] value() {
        return record.value() == null ? OF_TOMBSTONE : record.value();
    }

    /** As what its only listener takes the payload; null if there are several, or that can't be told. */
    private Type payloadType() {
        return deliveries.length == 1 ? deliveries[0].listener().payloadType() : null;
    }

    /**
     * Which of the listeners sees to it that a record that is no event goes where such records go: one that has a dead-letter
     * topic, if any has.
     */
    Listener undecodableOwner() {
        return deliveries().map(Delivery::listener)
                .filter(listener -> listener.settings().failures().hasDeadLetters()).findFirst()
                .orElse(deliveries[0].listener());
    }

    /**
     * Begins to deliver, on this worker thread.
     *
     * @param done called once, on any thread, when all listeners are through; possibly before this returns
     */
    void begin(Runnable done) {
        this.done = done;
        for (Delivery delivery : deliveries) {
            delivery.begin();
        }
    }

    void wake() {
        deliveries().forEach(Delivery::wake);
    }

    void resumeStranded() {
        deliveries().forEach(Delivery::resumeStranded);
    }

    /** Begins no further call; completes when those that run have ended. */
    CompletableFuture<Void> stop() {
        return CompletableFuture.allOf(deliveries().map(Delivery::stop).toArray(CompletableFuture[]::new));
    }

    /** One listener is through with it. Throws nothing: there is no way back. */
    void through() {
        if (open.decrementAndGet() == 0) {
            try {
                mark.run();
            } catch (Throwable e) {
                LOG.errorf(e, "What follows from the end of the record at %s failed", coordinates());
            } finally {
                done.run();
            }
        }
    }

    /** Listeners wait, maybe for long: the event is decoded again when it is needed. */
    synchronized void forgetEvent() {
        event = null;
    }

    Stream<Delivery> deliveries() {
        return Stream.of(deliveries);
    }

    /** Where it is, for messages. */
    String coordinates() {
        return record.topic() + ", partition " + record.partition() + ", offset " + record.offset();
    }
}
