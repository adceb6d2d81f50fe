package io.quarkiverse.eventstream.runtime.invoke;

import java.util.concurrent.CompletionStage;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.NewerVersionException;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;

/** A listener that gets no event with a newer version than the class of its payload. */
public record KnownVersionTarget(ListenerTarget target, String listenerId) implements DelegatingTarget {

    @Override
    public CompletionStage<?> invoke(IncomingEvent event) throws Exception {
        long known = target.payloadVersion(event);
        if (event.version() > known) {
            throw new NewerVersionException("The event \"" + UntrustedText.of(event.name()) + "\" with the id "
                    + UntrustedText.of(event.id()) + " has version " + event.version() + ", and the class of the listener "
                    + listenerId + " has version " + known + ". Deploy a service with the newer class, or set newer-version ="
                    + " accept for the listener");
        }
        return target.invoke(event);
    }
}
