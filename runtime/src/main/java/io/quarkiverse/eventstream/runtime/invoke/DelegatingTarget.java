package io.quarkiverse.eventstream.runtime.invoke;

import java.lang.reflect.Type;

/** A listener around another one, which takes the same. */
interface DelegatingTarget extends ListenerTarget {

    /** The other one. */
    ListenerTarget target();

    @Override
    default Type payloadType() {
        return target().payloadType();
    }

    @Override
    default ListenerInput input() {
        return target().input();
    }
}
