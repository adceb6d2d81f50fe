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

/** Streams and listeners. */
@ConfigMapping(prefix = "quarkus.eventstream")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface EventStreamConfig {

    /** The key of the default stream, which has no name. */
    String DEFAULT_STREAM = StreamSettings.DEFAULT_STREAM;

    /**
     * The streams: the default stream directly under {@code quarkus.eventstream}, named streams under their name. A named stream is
     * injected with {@code @EventStreamName} and listened to with {@code @OnEvent(stream = …)}.
     */
    @WithParentName
    @WithUnnamedKey(DEFAULT_STREAM)
    @WithDefaults
    @ConfigDocMapKey("stream-name")
    Map<String, StreamConfig> streams();

    /**
     * Overrides for listeners, by id: the id of {@code @OnEvent}, or {@code <class>#<method>}, in quotes. An environment variable
     * contains the id in upper case, with {@code _} for all but letters and digits, and {@code __} for each quote:
     * {@code QUARKUS_EVENTSTREAM_LISTENER__COM_ACME_BILLING_BILL__ENABLED}.
     */
    @WithName("listener")
    @ConfigDocMapKey("listener-id")
    Map<String, ListenerConfig> listeners();

    /**
     * How many invocations of listeners may run at the same time in the service, over all streams; 1 or more. Each listener also
     * has its own bound, {@code delivery.max-concurrency}. Invocations on worker threads share Quarkus's worker pool with the rest
     * of the service.
     */
    @WithDefault("100")
    int maxConcurrency();

    /**
     * How much memory fetched records may use in the service while they wait for their listeners, such as {@code 64M}: keys,
     * values, headers and the overhead of the bus, over all streams, topics and partitions, including replays. Above it, a
     * partition is fetched only when it holds no record. It also determines how much Kafka's consumers fetch at a time, unless
     * their own properties do. Defaults to an eighth of the heap.
     */
    Optional<MemorySize> maxBufferedMemory();

    /** Metrics, if the service has Micrometer. */
    MetricsConfig metrics();

    /**
     * The log level of the extension: {@code off}, {@code trace}, {@code debug}, {@code info}, {@code warn} or {@code error}. Short
     * for the level of the category {@code io.quarkiverse.eventstream}; if it is not set, Quarkus's logging configuration applies.
     */
    Optional<LogLevel> logLevel();

    /** A log level. */
    enum LogLevel {
        /** Nothing is logged. */
        OFF,
        /** Permanent failures. */
        ERROR,
        /** Also problems that are retried or skipped. */
        WARN,
        /** Also starts and ends. */
        INFO,
        /** Also the processing of each event. */
        DEBUG,
        /** Everything. */
        TRACE
    }
}
