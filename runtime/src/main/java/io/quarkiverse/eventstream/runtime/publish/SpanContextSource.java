package io.quarkiverse.eventstream.runtime.publish;

/**
 * Tells the current span to events that are published.
 */
@FunctionalInterface
public interface SpanContextSource {

    /** For services without tracing. */
    SpanContextSource NONE = () -> "";

    /**
     * The current span.
     *
     * @return in Jaeger's form, {@code {trace}:{span}:{parent}:{flags}}; empty if there is none
     */
    String current();
}
