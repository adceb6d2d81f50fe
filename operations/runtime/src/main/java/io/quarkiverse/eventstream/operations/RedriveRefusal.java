package io.quarkiverse.eventstream.operations;

/** Why a letter can't be redriven. */
public enum RedriveRefusal {

    /** The letter names no listener, as one of another client, and the options name none. */
    NO_LISTENER("names no listener: give the listener and its group"),
    /** The listener has no group: each instance would get the letter. Or the group is not known, and the options name none. */
    NO_GROUP("its listener has no group, or it is not known: give the listener and its group"),
    /** The group is one of this service, which has no such listener in it. */
    UNKNOWN_LISTENER("this service has no such listener in that group"),
    /** The event was redriven as often as {@code quarkus.eventstream.operations.max-redrives} allows. */
    TOO_OFTEN("was redriven as often as quarkus.eventstream.operations.max-redrives allows"),
    /** The letter is a reference to a record that was too large for the dead-letter topic. */
    NO_VALUE("has only the coordinates of a record that was too large"),
    /** The journal takes no record of that size. */
    TOO_LARGE("is too large for the journal: raise its max.message.bytes");

    private final String text;

    RedriveRefusal(String text) {
        this.text = text;
    }

    /**
     * The reason and the remedy, for an operator.
     *
     * @return a text that follows the id of a letter
     */
    public String text() {
        return text;
    }
}
