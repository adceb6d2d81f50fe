package io.quarkiverse.eventstream.runtime.listen;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.envelope.ReceivedEvent;
import io.quarkiverse.eventstream.runtime.envelope.UndecodableException;

/**
 * A record on its way to the listeners that it may concern. It is done when all of them are through with it. Thread-safe.
 */
final class FetchedRecord {

    private final ConsumerRecord<byte[], byte[]> record;
    private final ListenerGroup group;
    private final EventCodec codec;
    private final List<Listener> candidates;
    private final AtomicInteger open;
    private final Runnable done;

    // Guarded by this.
    private ReceivedEvent event;
    private UndecodableException undecodable;

    /**
     * As fetched.
     *
     * @param candidates the listeners that it may concern; not empty
     * @param done called once, when the last of them is through with it
     */
    FetchedRecord(ConsumerRecord<byte[], byte[]> record, ListenerGroup group, EventCodec codec, List<Listener> candidates,
            Runnable done) {
        this.record = record;
        this.group = group;
        this.codec = codec;
        this.candidates = candidates;
        this.open = new AtomicInteger(candidates.size());
        this.done = done;
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
                event = new ReceivedEvent(record, codec.decode(record.value()), group.topic(), codec, group.isReplay());
            } catch (UndecodableException e) {
                undecodable = e;
                throw e;
            }
        }
        return event;
    }

    /**
     * Which of the listeners sees to it that a record that is no event goes where such records go: one that has a dead-letter
     * topic, if any has.
     */
    Listener undertaker() {
        return candidates.stream().filter(listener -> listener.settings().failures().hasDeadLetters()).findFirst()
                .orElse(candidates.get(0));
    }

    /** One listener is through with it. */
    void through() {
        if (open.decrementAndGet() == 0) {
            done.run();
        }
    }

    /** Where it is, for messages. */
    String place() {
        return record.topic() + ", partition " + record.partition() + ", offset " + record.offset();
    }
}
