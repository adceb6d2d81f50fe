package io.quarkiverse.eventstream.runtime.dev;

import io.quarkiverse.eventstream.runtime.consume.DispatchGate;

/** The state of dev mode. Static, because it outlives the application, which each reload replaces. */
public final class LiveReload {

    private static volatile DispatchGate gate = DispatchGate.NONE;

    private LiveReload() {}

    static void begin(DispatchGate ofDevMode) {
        gate = ofDevMode;
    }

    static void end() {
        gate = DispatchGate.NONE;
    }

    /** The gate that holds records back until their listeners are up to date; {@link DispatchGate#NONE} except in dev mode. */
    public static DispatchGate gate() {
        return gate;
    }
}
