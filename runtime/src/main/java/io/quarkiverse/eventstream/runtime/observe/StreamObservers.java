package io.quarkiverse.eventstream.runtime.observe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.runtime.model.DeadLetter;
import io.quarkiverse.eventstream.runtime.model.ListenerSpec;
import io.quarkiverse.eventstream.spi.StreamConnection;

/**
 * The observers of a stream, combined to one that throws nothing.
 *
 * @param all the observers, in the order in which they begin
 */
record StreamObservers(List<StreamObserver> all) implements StreamObserver {

    @Override
    public void opened(StreamConnection connection) {
        all.forEach(observer -> Fence.run(() -> observer.opened(connection)));
    }

    @Override
    public PublishObservation publishing(OutgoingEvent event, List<String> topics) {
        List<PublishObservation> observations = each(observer -> observer.publishing(event, topics), PublishObservation.NONE);
        return observations.isEmpty() ? PublishObservation.NONE : new Publishing(observations, new AtomicBoolean());
    }

    @Override
    public void relayed(ProducerRecord<byte[], byte[]> record, WrittenRecord written) {
        all.forEach(observer -> Fence.run(() -> observer.relayed(record, written)));
    }

    @Override
    public void cancelled(String eventId) {
        all.forEach(observer -> Fence.run(() -> observer.cancelled(eventId)));
    }

    @Override
    public ListenerObservation listening(ListenerSpec listener) {
        List<ListenerObservation> observations = each(observer -> observer.listening(listener), ListenerObservation.NONE);
        return observations.isEmpty() ? ListenerObservation.NONE : new Listening(observations);
    }

    @Override
    public GroupObservation consuming(ObservedGroup group) {
        List<GroupObservation> observations = each(observer -> observer.consuming(group), GroupObservation.NONE);
        return observations.isEmpty() ? GroupObservation.NONE : new Consuming(observations);
    }

    @Override
    public void closed() {
        all.forEach(observer -> Fence.run(observer::closed));
    }

    private <T> List<T> each(Function<StreamObserver, T> observation, T none) {
        List<T> observations = new ArrayList<>(all.size());
        for (StreamObserver observer : all) {
            T made = Fence.get(() -> observation.apply(observer), none);
            if (made != none) {
                observations.add(made);
            }
        }
        return observations;
    }

    private record Publishing(List<PublishObservation> all, AtomicBoolean over) implements PublishObservation {

        @Override
        public OutgoingEvent carrier(OutgoingEvent event) {
            OutgoingEvent carrier = event;
            for (PublishObservation observation : all) {
                OutgoingEvent before = carrier;
                carrier = Fence.get(() -> observation.carrier(before), before);
            }
            return carrier;
        }

        @Override
        public List<Header> headers() {
            List<Header> headers = new ArrayList<>();
            all.forEach(observation -> headers.addAll(Fence.get(observation::headers, List.of())));
            return headers;
        }

        @Override
        public void stored(String topic) {
            all.forEach(observation -> Fence.run(() -> observation.stored(topic)));
        }

        @Override
        public void answered(String topic, WrittenRecord written, Throwable error) {
            all.forEach(observation -> Fence.run(() -> observation.answered(topic, written, error)));
        }

        @Override
        public Consumer<Runnable> logContext() {
            return Fence.within(all, PublishObservation::logContext);
        }

        /** In reverse order. */
        @Override
        public void ended(Throwable error) {
            if (over.compareAndSet(false, true)) {
                for (int i = all.size() - 1; i >= 0; i--) {
                    PublishObservation observation = all.get(i);
                    Fence.run(() -> observation.ended(error));
                }
            }
        }
    }

    private record Listening(List<ListenerObservation> all) implements ListenerObservation {

        @Override
        public Consumer<Throwable> invoking(IncomingEvent event) {
            return Fence.begin(all, observation -> observation.invoking(event));
        }

        @Override
        public Consumer<Runnable> contextOf(IncomingEvent event) {
            return Fence.within(all, observation -> observation.contextOf(event));
        }

        @Override
        public Consumer<Runnable> contextOf(ConsumerRecord<byte[], byte[]> record) {
            return Fence.within(all, observation -> observation.contextOf(record));
        }

        @Override
        public Map<String, String> trace() {
            Map<String, String> trace = new HashMap<>();
            all.forEach(observation -> trace.putAll(Fence.get(observation::trace, Map.of())));
            return trace;
        }

        @Override
        public void registered(ObservedListener listener, ObservedConsumption consumption) {
            all.forEach(observation -> Fence.run(() -> observation.registered(listener, consumption)));
        }

        @Override
        public void skipped(IncomingEvent event) {
            all.forEach(observation -> Fence.run(() -> observation.skipped(event)));
        }

        @Override
        public void stopped(IncomingEvent event) {
            all.forEach(observation -> Fence.run(() -> observation.stopped(event)));
        }

        @Override
        public Consumer<Throwable> deadLettering(DeadLetter letter) {
            return Fence.begin(all, observation -> observation.deadLettering(letter));
        }

        @Override
        public void cancelled() {
            all.forEach(observation -> Fence.run(observation::cancelled));
        }
    }

    private record Consuming(List<GroupObservation> all) implements GroupObservation {

        @Override
        public void began(ObservedConsumption consumption) {
            all.forEach(observation -> Fence.run(() -> observation.began(consumption)));
        }

        @Override
        public void rebalanced() {
            all.forEach(observation -> Fence.run(observation::rebalanced));
        }

        @Override
        public void assigned(int partition) {
            all.forEach(observation -> Fence.run(() -> observation.assigned(partition)));
        }

        @Override
        public void unassigned(int partition) {
            all.forEach(observation -> Fence.run(() -> observation.unassigned(partition)));
        }

        @Override
        public boolean observesRecords() {
            return all.stream().anyMatch(observation -> Fence.get(observation::observesRecords, false));
        }

        @Override
        public void positioned() {
            all.forEach(observation -> Fence.run(observation::positioned));
        }

        @Override
        public void fetched(int records, int again, int unwanted) {
            all.forEach(observation -> Fence.run(() -> observation.fetched(records, again, unwanted)));
        }

        @Override
        public void undecodable(ConsumerRecord<byte[], byte[]> record) {
            all.forEach(observation -> Fence.run(() -> observation.undecodable(record)));
        }

        @Override
        public void settled(ConsumerRecord<byte[], byte[]> record, List<? extends ObservedListener> concerned) {
            all.forEach(observation -> Fence.run(() -> observation.settled(record, concerned)));
        }

        @Override
        public void positionLost(LostPosition reason, long offsets) {
            all.forEach(observation -> Fence.run(() -> observation.positionLost(reason, offsets)));
        }

        @Override
        public void ended() {
            all.forEach(observation -> Fence.run(observation::ended));
        }
    }
}
