package io.quarkiverse.eventstream.runtime.invoke;

import java.lang.reflect.Type;

import io.quarkiverse.eventstream.IncomingEvent;

/** A listener around another one, which takes the same. */
interface DelegatingTarget extends ListenerTarget {

    /** The other one. */
    ListenerTarget target();

    @Override
    default Type payloadType() {
        return target().payloadType();
    }

    @Override
    default long payloadVersion(IncomingEvent event) {
        return target().payloadVersion(event);
    }

    @Override
    default ListenerInput input() {
        return target().input();
    }
}
