package io.quarkiverse.eventstream.runtime.listen;

import java.time.Duration;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.runtime.stream.Consumption;
import io.quarkiverse.eventstream.runtime.stream.StreamConnection;

/**
 * A stream that dead letters go to, and nothing else.
 */
abstract class SendOnlyConnection implements StreamConnection {

    @Override
    public Consumption consume(ListenerGroup group) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Consumption replay(ListenerGroup group, Offset from, Offset to) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void stopConsuming(Duration drainTimeout) {}

    @Override
    public void close(Duration timeout) {}
}
