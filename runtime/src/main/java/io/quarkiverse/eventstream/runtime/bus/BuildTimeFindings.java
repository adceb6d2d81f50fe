package io.quarkiverse.eventstream.runtime.bus;

import java.util.List;

/**
 * What the build found in the application.
 *
 * @param streams the names of the streams in use, sorted
 * @param injected the names of those that are injected, sorted
 * @param unused the names of those that are configured and not in use, of which the build has warned
 * @param listeners the listeners, sorted by id
 * @param exceptions the names of the exceptions that it has seen, sorted
 */
public record BuildTimeFindings(List<String> streams, List<String> injected, List<String> unused,
        List<AnnotatedListener> listeners, List<String> exceptions) {}
