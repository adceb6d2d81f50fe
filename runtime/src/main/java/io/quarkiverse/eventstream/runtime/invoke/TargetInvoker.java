package io.quarkiverse.eventstream.runtime.invoke;

import java.lang.reflect.Type;

/** An invoker of a target, which says what the listener takes. */
interface TargetInvoker extends ListenerInvoker {

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
