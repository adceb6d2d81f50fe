package io.quarkiverse.eventstream.runtime.bus;

import java.util.List;
import java.util.function.Supplier;

import io.quarkiverse.eventstream.runtime.model.Names;
import io.quarkiverse.eventstream.runtime.subscribe.RegisteredListener;
import io.quarkiverse.eventstream.spi.Registration;
import io.quarkiverse.eventstream.spi.StreamConnection;

/**
 * The parts of an open stream, for extensions that do more with its topics than to publish and listen. The stream closes its connection.
 *
 * @param listeners the listeners that are registered at the moment, sorted by id
 */
public record StreamAccess(StreamConnection connection, Names names, Supplier<List<RegisteredListener>> listeners) {

    /** The same without their state. */
    public List<Registration> registrations() {
        return listeners.get().stream().map(RegisteredListener::registration).toList();
    }
}
