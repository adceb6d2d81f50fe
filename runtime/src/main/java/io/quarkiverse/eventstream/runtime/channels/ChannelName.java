package io.quarkiverse.eventstream.runtime.channels;

/**
 * The channel that a message came by; part of its metadata.
 *
 * @param value the channel's name
 */
record ChannelName(String value) {}
