package io.quarkiverse.eventstream.outbox.runtime;

/** Is told of events that a listener with {@code @Once} had completed before. All beans of this type are; thread-safe. */
interface DuplicateObserver {

    /** Called within the invocation, after its transaction has ended. */
    void skippedDuplicate(String listener);
}
