package io.quarkiverse.eventstream.runtime.bus;

import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.runtime.invoke.ListenerMethod;

/**
 * An {@link io.quarkiverse.eventstream.OnEvent} as the build found it: the attributes as they are written, expressions included, and
 * empty where they are left out.
 *
 * @param id never empty
 * @param skipReplays whether the method takes no part in replays
 * @param method the annotated method
 */
public record AnnotatedListener(String id, String topic, String name, String group, String offset, String namespace,
        String stream,
        Ordering ordering, boolean skipReplays, ListenerMethod method) {}
