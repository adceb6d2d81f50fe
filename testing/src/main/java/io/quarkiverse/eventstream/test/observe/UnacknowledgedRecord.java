package io.quarkiverse.eventstream.test.observe;

import io.quarkiverse.eventstream.IncomingEvent;

/**
 * A record that was published, or pushed, and that its topic has not acknowledged.
 *
 * @param topic the topic, without the prefix
 * @param event what it says; null if it is no event
 */
public record UnacknowledgedRecord(String topic, IncomingEvent event) {}
