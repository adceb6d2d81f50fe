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

    /** The group, with the prefix; null without a group, and for a replay. */
    String fullGroup();

    /** Whether this is a replay. */
    boolean isReplay();

    /** The ordering, which all of its listeners have in common. */
    Ordering ordering();

    /** The current listeners, in the order of registration. */
    List<? extends ObservedListener> listeners();
}
