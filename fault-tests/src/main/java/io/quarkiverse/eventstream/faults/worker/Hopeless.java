package io.quarkiverse.eventstream.faults.worker;

/** Decides which events fail for good. The suite also uses it, to know which events must be dead-lettered. */
public final class Hopeless {

    private Hopeless() {}

    /**
     * Whether all invocations for an event fail.
     *
     * @return true if all fail
     */
    public static boolean isHopeless(double share, int listener, String id) {
        return Conduct.isAmong(share, "hopeless", listener, id);
    }
}
