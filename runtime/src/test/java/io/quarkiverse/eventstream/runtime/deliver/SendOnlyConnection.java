package io.quarkiverse.eventstream.runtime.deliver;

import java.time.Duration;

import io.quarkiverse.eventstream.spi.StreamConnection;

/**
 * A connection that only sends, for dead letters.
 */
abstract class SendOnlyConnection implements StreamConnection {

    @Override
    public void close(Duration timeout) {}
}
