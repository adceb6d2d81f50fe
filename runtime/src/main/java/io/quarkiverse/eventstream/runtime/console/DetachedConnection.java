package io.quarkiverse.eventstream.runtime.console;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.runtime.listen.Listener;
import io.quarkiverse.eventstream.runtime.listen.ListenerGroup;
import io.quarkiverse.eventstream.runtime.listen.UnfinishedEvent;
import io.quarkiverse.eventstream.runtime.stream.Consumption;
import io.quarkiverse.eventstream.runtime.stream.ConsumptionState;
import io.quarkiverse.eventstream.runtime.stream.ConsumptionState.Condition;
import io.quarkiverse.eventstream.runtime.stream.SendCallback;
import io.quarkiverse.eventstream.runtime.stream.StreamConnection;

/**
 * A stream that no record comes back from. Receipts name partition -1 and offset -1.
 */
class DetachedConnection implements StreamConnection {

    /** What becomes of a record; nothing, by default. */
    protected void take(ProducerRecord<byte[], byte[]> record) {}

    /** What becomes of a registration; nothing, by default. */
    protected void take(Listener listener) {}

    private volatile boolean closed;

    @Override
    public void send(ProducerRecord<byte[], byte[]> record, Duration timeout, SendCallback callback) {
        if (closed) {
            callback.done(null, new EventStreamException("The stream is closed: the application is stopping"));
            return;
        }
        take(record);
        callback.done(new WrittenRecord(record.topic(), -1, -1), null);
    }

    @Override
    public Consumption consume(ListenerGroup group) {
        Consumption registrations = new Registrations(group);
        registrations.listenersChanged();
        return registrations;
    }

    @Override
    public Consumption replay(ListenerGroup group, Offset from, Offset to) {
        return new Registrations(group);
    }

    @Override
    public void stopConsuming(Duration drainTimeout) {}

    @Override
    public void close(Duration timeout) {
        closed = true;
    }

    private final class Registrations implements Consumption {

        private final ListenerGroup group;
        private final Set<Listener> known = ConcurrentHashMap.newKeySet();

        Registrations(ListenerGroup group) {
            this.group = group;
        }

        @Override
        public void listenersChanged() {
            group.listeners().stream().filter(known::add).forEach(DetachedConnection.this::take);
        }

        @Override
        public CompletionStage<Void> seek(OptionalInt partition, Offset offset) {
            return CompletableFuture.completedStage(null);
        }

        @Override
        public List<UnfinishedEvent> unfinishedEvents() {
            return List.of();
        }

        @Override
        public ConsumptionState state() {
            return new ConsumptionState(Condition.CONSUMING, null, 0, List.of(), OptionalLong.empty(), System.nanoTime());
        }

        /** There is nothing to consume. */
        @Override
        public CompletionStage<Boolean> ended() {
            return CompletableFuture.completedStage(true);
        }

        @Override
        public CompletionStage<Void> stop() {
            return CompletableFuture.completedStage(null);
        }
    }
}
