package io.quarkiverse.eventstream.test.assertion;

import java.util.function.Supplier;

import io.quarkiverse.eventstream.IncomingEvent;

/**
 * Something that was seen, and may be what is asked for.
 *
 * @param value what a test gets if it is
 * @param event the event; null if there is none
 * @param topic its topic
 * @param listener the listener; null if no listener is concerned
 * @param counts whether it is of the kind that is asked for, such as a call that ended well
 * @param line what to show of it
 * @param <E> the type of the value
 */
record Seen<E>(E value, IncomingEvent event, String topic, String listener, boolean counts,
        Supplier<String> line) {}
