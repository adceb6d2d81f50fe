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
import io.quarkiverse.eventstream.runtime.invoke.ListenerInput;
import io.quarkiverse.eventstream.runtime.subscribe.Listener;

/**
 * A record that is delivered to the listeners that it may concern. It is settled when all of them have completed it, and then, before
 * anything else, marked for the commit. Thread-safe.
 */
final class FetchedRecord {

    private static final Logger LOG = Logger.getLogger(FetchedRecord.class);
    private static final byte[] NO_ENVELOPE = {'{', '}'};

    private final DeliveryContext context;
    private final ConsumerRecord<byte[], byte[]> fetched;
    private final ConsumerRecord<byte[], byte[]> record;
    private final Delivery[] deliveries;
    private final AtomicInteger open;
    private final Runnable mark;
    private volatile Runnable settled;

    // Guarded by this.
    private ReceivedEvent event;
    private UndecodableException undecodable;

    /**
     * A record that is not delivered yet.
     *
     * @param fetched the record as fetched
     * @param record the record that listeners get
     * @param candidates the listeners that it may concern; not empty
     * @param mark called once, when the last of them has completed it
     */
    FetchedRecord(DeliveryContext context, ConsumerRecord<byte[], byte[]> fetched, ConsumerRecord<byte[], byte[]> record,
            List<Listener> candidates, Runnable mark) {
        this.context = context;
        this.fetched = fetched;
        this.record = record;
        this.deliveries = new Delivery[candidates.size()];
        for (int i = 0; i < deliveries.length; i++) {
            deliveries[i] = new Delivery(context, candidates.get(i), this);
        }
        this.open = new AtomicInteger(candidates.size());
        this.mark = mark;
    }

    /** The record of the topic that is consumed. */
    ConsumerRecord<byte[], byte[]> fetched() {
        return fetched;
    }

    /** The record that listeners get: the same, unless it is delivered by a command. */
    ConsumerRecord<byte[], byte[]> record() {
        return record;
    }

    /** The event for a listener; for one of records, with an empty envelope. */
    ReceivedEvent eventFor(Listener listener) throws UndecodableException {
        return listener.input() == ListenerInput.RECORDS ? received(NO_ENVELOPE, null) : event();
    }

    /** The event, decoded once for all listeners. */
    synchronized ReceivedEvent event() throws UndecodableException {
        if (undecodable != null) {
            throw undecodable;
        }
        if (event == null) {
            try {
                event = received(value(), payloadType());
            } catch (UndecodableException e) {
                undecodable = e;
                throw e;
            }
        }
        return event;
    }

    private ReceivedEvent received(byte[] envelope, Type payloadType) throws UndecodableException {
        return new ReceivedEvent(record, context.codec().decode(envelope, payloadType), topic(),
                context.codec(),
                context.group().isReplay());
    }

    /** All of them have the same, without the prefix. */
    private String topic() {
        return deliveries[0].listener().spec().topic();
    }

    /** Only listeners of tombstones get one as an event, and they don't read the envelope. */
    private byte[] value() {
        return record.value() == null ? NO_ENVELOPE : record.value();
    }

    /** The type as which its only listener takes the payload; null if there are several listeners, or the type is not known. */
    private Type payloadType() {
        return deliveries.length == 1 ? deliveries[0].listener().payloadType() : null;
    }

    /**
     * The one listener of events whose failure policy applies to an undecodable record: one with a dead-letter topic, if there is one.
     */
    Listener undecodableOwner() {
        List<Listener> ofEvents = deliveries().map(Delivery::listener)
                .filter(listener -> listener.input() == ListenerInput.EVENTS).toList();
        return ofEvents.stream().filter(listener -> listener.settings().failures().hasDeadLetters()).findFirst()
                .orElse(ofEvents.get(0));
    }

    /**
     * Begins to deliver, on this worker thread.
     *
     * @param onSettled called once, on any thread; possibly before this returns
     */
    void begin(Runnable onSettled) {
        this.settled = onSettled;
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

    /** Begins no further invocation; completes when those in flight have ended. */
    CompletableFuture<Void> stop() {
        return CompletableFuture.allOf(deliveries().map(Delivery::stop).toArray(CompletableFuture[]::new));
    }

    /** One listener has completed it. Throws nothing. */
    void completed() {
        if (open.decrementAndGet() == 0) {
            try {
                mark.run();
            } catch (Throwable e) {
                LOG.errorf(e, "An observer of the settled record at %s failed", coordinates());
            } finally {
                settled.run();
            }
        }
    }

    /** Saves memory while listeners wait: the event is decoded again when it is needed. */
    synchronized void forgetEvent() {
        event = null;
    }

    Stream<Delivery> deliveries() {
        return Stream.of(deliveries);
    }

    String coordinates() {
        return record.topic() + ", partition " + record.partition() + ", offset " + record.offset();
    }
}
