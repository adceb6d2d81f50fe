package io.quarkiverse.eventstream.test.observe;

import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.runtime.observe.GroupObservation;
import io.quarkiverse.eventstream.runtime.observe.ObservedGroup;
import io.quarkiverse.eventstream.runtime.observe.ObservedListener;

/**
 * The consumption of a topic for a group of listeners. Replays are not recorded: they settle nothing for the group.
 */
final class RecordedGroup implements GroupObservation {

    private final Journal journal;
    private final ObservedGroup group;
    // Guarded by the journal.
    private boolean inPosition;
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

    void setInPosition() {
        inPosition = true;
    }

    boolean isInPosition() {
        return inPosition;
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
        journal.inPosition(this);
    }

    @Override
    public void undecodable(ConsumerRecord<byte[], byte[]> record) {
        journal.undecodable(this, Coordinates.of(record));
    }

    @Override
    public void settled(ConsumerRecord<byte[], byte[]> record, List<? extends ObservedListener> concerned) {
        journal.settled(this, Coordinates.of(record), concerned.stream().map(listener -> listener.spec().id()).toList());
    }

    @Override
    public void ended() {
        journal.ended(this);
    }
}
