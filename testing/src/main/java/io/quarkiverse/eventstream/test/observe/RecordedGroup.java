package io.quarkiverse.eventstream.test.observe;

import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.runtime.observe.GroupObservation;
import io.quarkiverse.eventstream.runtime.observe.ObservedGroup;
import io.quarkiverse.eventstream.runtime.observe.ObservedListener;

/**
 * A topic that is consumed for a group of listeners. A replay is passed over: it is no part of what the group owes.
 */
final class RecordedGroup implements GroupObservation {

    private final Journal journal;
    private final ObservedGroup group;
    // Guarded by the journal.
    private boolean settled;
    private boolean over;

    RecordedGroup(Journal journal, ObservedGroup group) {
        this.journal = journal;
        this.group = group;
    }

    boolean consumes(String fullTopic) {
        return group.fullTopic().equals(fullTopic);
    }

    String topic() {
        return group.topic();
    }

    List<? extends ObservedListener> listeners() {
        return group.listeners();
    }

    Ordering ordering() {
        return group.ordering();
    }

    void setSettled() {
        settled = true;
    }

    boolean isSettled() {
        return settled;
    }

    void setOver() {
        over = true;
    }

    boolean isOver() {
        return over;
    }

    @Override
    public boolean observesRecords() {
        return true;
    }

    @Override
    public void positioned() {
        journal.settled(this);
    }

    @Override
    public void undecodable(ConsumerRecord<byte[], byte[]> record) {
        journal.undecodable(this, Place.of(record));
    }

    @Override
    public void settled(ConsumerRecord<byte[], byte[]> record, List<? extends ObservedListener> concerned) {
        journal.done(this, Place.of(record), concerned.stream().map(listener -> listener.spec().id()).toList());
    }

    @Override
    public void ended() {
        journal.ended(this);
    }
}
