package io.quarkiverse.eventstream.runtime.config;

/** What happens to an event with a newer version than the class of a listener's payload. */
public enum NewerVersion {
    /** It is read as the class, as far as it fits. */
    ACCEPT,
    /** It is dead-lettered without an invocation. */
    DEAD_LETTER,
    /** The invocation fails with {@link io.quarkiverse.eventstream.NewerVersionException}, and the failure policy applies. */
    FAIL
}
