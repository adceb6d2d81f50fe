package io.quarkiverse.eventstream.operations;

/**
 * The state of a dead letter.
 *
 * <pre>
 * OPEN ──redrive──▶ REDRIVEN ──the listener has completed the event──▶ RESOLVED
 *  │                   ├──the listener gave it up again──▶ FAILED, with a new letter
 *  │                   └──no instance has the listener──▶ OPEN
 *  └──discard──▶ DISCARDED
 * </pre>
 */
public enum LetterState {

    /** No operator has acted on the letter, or it was returned because no instance has its listener. */
    OPEN,
    /** The letter waits for the listener, or the listener is being invoked for it. */
    REDRIVEN,
    /** The listener has completed the event. */
    RESOLVED,
    /** The listener gave the event up again, and a new letter takes the place of this one. */
    FAILED,
    /** An operator has decided that the letter needs no work. */
    DISCARDED
}
