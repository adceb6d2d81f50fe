package io.quarkiverse.eventstream.runtime.dev;

import io.quarkiverse.eventstream.runtime.consume.DispatchGate;

/**
 * What there is in dev mode, and nowhere else. Static, since it outlives the application, which each reload replaces.
 */
public final class LiveReload {

    private static volatile DispatchGate gate = DispatchGate.NONE;

    private LiveReload() {}

    static void begin(DispatchGate ofDevMode) {
        gate = ofDevMode;
    }

    static void end() {
        gate = DispatchGate.NONE;
    }

    /**
     * Holds records back until it is certain that the code that handles them is up to date.
     *
     * @return {@link DispatchGate#NONE} except in dev mode
     */
    public static DispatchGate gate() {
        return gate;
    }
}
