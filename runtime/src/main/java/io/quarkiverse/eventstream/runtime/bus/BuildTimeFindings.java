package io.quarkiverse.eventstream.runtime.bus;

import java.util.List;

/**
 * What the build found in the application.
 *
 * @param streams the names of the streams in use, the default one included
 * @param listeners the listeners, sorted by id
 */
public record BuildTimeFindings(List<String> streams, List<AnnotatedListener> listeners) {}
