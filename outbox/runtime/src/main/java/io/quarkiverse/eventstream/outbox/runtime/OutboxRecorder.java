package io.quarkiverse.eventstream.outbox.runtime;

import java.util.Map;
import java.util.function.Supplier;

import io.quarkus.runtime.annotations.Recorder;

/** Passes the findings of the build to the application. */
@Recorder
public class OutboxRecorder {

    /** The listeners that take effect once. */
    public Supplier<OnceListeners> onceListeners(Map<String, String> keys) {
        return () -> new OnceListeners(keys);
    }
}
