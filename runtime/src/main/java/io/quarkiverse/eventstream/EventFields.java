package io.quarkiverse.eventstream;

import java.time.Instant;

/**
 * The fields of an envelope that identify an event and its origin, for published and for received events.
 * <p>
 * A missing text field is an empty string; a missing {@link #timestamp} is null, a missing {@link #version} is 1.
 */
public interface EventFields {

    /**
     * The envelope's {@code id}. It is the same each time that the event is delivered.
     *
     * @return empty if the event has none
     */
    String id();

    /**
     * The envelope's {@code name}.
     *
     * @return empty if the event has none
     */
    String name();

    /**
     * The envelope's {@code namespace}.
     *
     * @return empty if the event has none
     */
    String namespace();

    /**
     * The envelope's {@code version}.
     *
     * @return the version of the payload's schema; 1 if the event has none
     */
    long version();

    /**
     * The envelope's {@code timestamp}.
     *
     * @return the time of the event; null if the event has none, or one that is not a valid RFC 3339 time
     */
    Instant timestamp();

    /**
     * The envelope's {@code clientId}.
     *
     * @return the publisher's client id; empty if the event has none
     */
    String clientId();

    /**
     * The envelope's {@code userId}.
     *
     * @return the user on whose behalf the event happened; empty if the event has none
     */
    String userId();

    /**
     * The envelope's {@code sessionId}.
     *
     * @return the user's session; empty if the event has none
     */
    String sessionId();

    /**
     * The envelope's {@code traceId}.
     *
     * @return the trace id, a UUID v4 without hyphens where validation is strict; empty if the event has none
     */
    String traceId();

    /**
     * The envelope's {@code spanContext}.
     *
     * @return the span in Jaeger's form, {@code {trace}:{span}:{parent}:{flags}}; empty if the event has none
     */
    String spanContext();

    /**
     * The fields that only some peers need.
     *
     * @return not null
     */
    PeerFields peer();
}
