package io.quarkiverse.eventstream.runtime.channels;

/**
 * The name of the channel of a message, in the message's metadata.
 */
record ChannelName(String value) {}
