package io.quarkiverse.eventstream.runtime.health;

import java.util.function.Predicate;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

import io.quarkiverse.eventstream.runtime.bus.EventStreams;
import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;
import io.quarkiverse.eventstream.runtime.subscribe.ListenerHealth;

/**
 * The data of both checks: an entry for each stream, and one for each of its listeners.
 */
final class ListenerHealthChecks {

    private ListenerHealthChecks() {}

    /** Down if one listener does not pass. */
    static HealthCheckResponse response(String name, EventStreams streams, Predicate<ListenerHealth> passes) {
        HealthCheckResponseBuilder response = HealthCheckResponse.named(name).up();
        streams.health().forEach((streamName, stream) -> {
            boolean unnamed = EventStreamConfig.DEFAULT_STREAM.equals(streamName);
            response.withData("stream " + (unnamed ? "default" : streamName), stream.state());
            for (ListenerHealth listener : stream.listeners()) {
                response.withData(unnamed ? listener.name() : streamName + ": " + listener.name(), listener.state());
                if (!passes.test(listener)) {
                    response.down();
                }
            }
        });
        return response.build();
    }
}
