package io.quarkiverse.eventstream.runtime.deliver;

import java.time.Duration;

import io.quarkiverse.eventstream.spi.StreamConnection;

/**
 * A stream that dead letters go to, and nothing else.
 */
abstract class SendOnlyConnection implements StreamConnection {

    @Override
    public void close(Duration timeout) {}
}
