package io.quarkiverse.eventstream.runtime.config;

import java.util.Map;
import java.util.Optional;

import io.quarkiverse.eventstream.spi.StreamSettings;
import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithDefaults;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import io.smallrye.config.WithUnnamedKey;

/**
 * Streams and listeners.
 */
@ConfigMapping(prefix = "quarkus.eventstream")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface EventStreamConfig {

    /** The key of the stream that has no name. */
    String DEFAULT_STREAM = StreamSettings.DEFAULT_STREAM;

    /**
     * The streams: the default one directly under {@code quarkus.eventstream}, named ones under their name. A named stream is
     * injected with {@code @EventStreamName} and listened to with {@code @OnEvent(stream = …)}.
     *
     * @return by name
     */
    @WithParentName
    @WithUnnamedKey(DEFAULT_STREAM)
    @WithDefaults
    @ConfigDocMapKey("stream-name")
    Map<String, StreamConfig> streams();

    /**
     * Overrides for listeners, by their id: the one that {@code @OnEvent} gives, or {@code <class>#<method>}, in quotes. An
     * environment variable writes the id in upper case, with {@code _} for all but letters and digits, and {@code __} for each
     * quote: {@code QUARKUS_EVENTSTREAM_LISTENER__COM_ACME_BILLING_BILL__ENABLED}.
     *
     * @return by id
     */
    @WithName("listener")
    @ConfigDocMapKey("listener-id")
    Map<String, ListenerConfig> listeners();

    /**
     * How many calls of listeners may run at once in the whole service, over all streams. Each listener has a bound of its own,
     * {@code delivery.max-concurrency}. Calls on worker threads also share Quarkus's worker pool with the rest of the service.
     *
     * @return 1 or more
     */
    @WithDefault("100")
    int maxConcurrency();

    /**
     * How much memory fetched records may take in the whole service while they wait for their listeners, over all streams, topics and
     * partitions, replays included, such as {@code 64M}: keys, values, headers and what the bus adds. Above it, a partition is
     * fetched again only when it holds no record. How much Kafka's consumers fetch at a time follows from it, unless their own
     * properties say otherwise. An eighth of the heap unless it is set.
     *
     * @return more than zero, or empty
     */
    Optional<MemorySize> maxBufferedMemory();

    /**
     * Metrics, where the service has Micrometer.
     *
     * @return their bounds
     */
    MetricsConfig metrics();

    /**
     * The level of the extension's own log: {@code off}, {@code trace}, {@code debug}, {@code info}, {@code warn} or
     * {@code error}. Short for the level of the category {@code io.quarkiverse.eventstream}; without it Quarkus's logging
     * configuration decides.
     *
     * @return the level, or empty
     */
    Optional<LogLevel> logLevel();

    /** A level of the log. */
    enum LogLevel {
        /** Nothing. */
        OFF,
        /** Only what failed for good. */
        ERROR,
        /** And what went wrong but is retried or skipped. */
        WARN,
        /** And what starts and ends. */
        INFO,
        /** And what happens to each event. */
        DEBUG,
        /** Everything. */
        TRACE
    }
}
