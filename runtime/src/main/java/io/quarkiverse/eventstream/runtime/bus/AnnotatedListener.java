package io.quarkiverse.eventstream.runtime.bus;

import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.runtime.invoke.ListenerMethod;
import io.quarkus.runtime.annotations.RecordableConstructor;

/**
 * An {@link io.quarkiverse.eventstream.OnEvent} as the build found it: the attributes as they are written, expressions
 * included.
 */
public final class AnnotatedListener {

    private final String id;
    private final String topic;
    private final String name;
    private final String group;
    private final String offset;
    private final String namespace;
    private final String stream;
    private final Ordering ordering;
    private final boolean skipReplays;
    private final ListenerMethod method;

    /**
     * As recorded.
     *
     * @param skipReplays whether the method is left out of replays
     */
    @RecordableConstructor
    public AnnotatedListener(String id, String topic, String name, String group, String offset, String namespace,
            String stream, Ordering ordering, boolean skipReplays, ListenerMethod method) {
        this.id = id;
        this.topic = topic;
        this.name = name;
        this.group = group;
        this.offset = offset;
        this.namespace = namespace;
        this.stream = stream;
        this.ordering = ordering;
        this.skipReplays = skipReplays;
        this.method = method;
    }

    /**
     * The listener's id.
     *
     * @return never empty
     */
    public String getId() {
        return id;
    }

    /** The attribute. */
    public String getTopic() {
        return topic;
    }

    /**
     * The attribute.
     *
     * @return as written; may be empty
     */
    public String getName() {
        return name;
    }

    /**
     * The attribute.
     *
     * @return as written; may be empty
     */
    public String getGroup() {
        return group;
    }

    /**
     * The attribute.
     *
     * @return as written; may be empty
     */
    public String getOffset() {
        return offset;
    }

    /**
     * The attribute.
     *
     * @return as written; may be empty
     */
    public String getNamespace() {
        return namespace;
    }

    /**
     * The attribute.
     *
     * @return as written; may be empty
     */
    public String getStream() {
        return stream;
    }

    /** The attribute. */
    public Ordering getOrdering() {
        return ordering;
    }

    /**
     * Whether the method is left out of replays.
     *
     * @return true if it says so
     */
    public boolean isSkipReplays() {
        return skipReplays;
    }

    /** The method that carries the annotation. */
    public ListenerMethod getMethod() {
        return method;
    }
}
