package io.quarkiverse.eventstream.runtime.observe;

import java.util.List;

import io.quarkiverse.eventstream.Ordering;

/**
 * The listeners of one topic and group as observers see them. Thread-safe.
 */
public interface ObservedGroup {

    /** The topic, without the prefix. */
    String topic();

    /** The topic, with the prefix. */
    String fullTopic();

    /** The group, with the prefix; null where every instance reads everything, and for a replay. */
    String fullGroup();

    /** Whether it replays events. */
    boolean isReplay();

    /** In which order its listeners get events: all of them agree. */
    Ordering ordering();

    /** The listeners at the moment, in the order of registration. */
    List<? extends ObservedListener> listeners();
}
