package io.quarkiverse.eventstream.faults.worker;

/** Which events fail for good. The suite asks, too, for it has to know which of them must be dead letters. */
public final class Hopeless {

    private Hopeless() {}

    /**
     * Whether no call for an event succeeds.
     *
     * @param share of all events
     * @param listener the listener's number
     * @param id the event's id
     * @return true if all fail
     */
    public static boolean isHopeless(double share, int listener, String id) {
        return Conduct.isAmong(share, "hopeless", listener, id);
    }
}
