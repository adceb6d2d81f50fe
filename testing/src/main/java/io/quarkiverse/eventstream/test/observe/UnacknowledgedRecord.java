package io.quarkiverse.eventstream.test.observe;

import io.quarkiverse.eventstream.IncomingEvent;

/**
 * A published or pushed record that the broker has not acknowledged.
 *
 * @param topic the topic, without the prefix
 * @param event its event; null if it is undecodable
 */
public record UnacknowledgedRecord(String topic, IncomingEvent event) {}
