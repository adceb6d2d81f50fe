package io.quarkiverse.eventstream.runtime.bus;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.runtime.BusThreads;
import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;
import io.quarkiverse.eventstream.runtime.config.StreamConfig;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.envelope.EventValidator;
import io.quarkiverse.eventstream.runtime.invoke.MethodTarget;
import io.quarkiverse.eventstream.runtime.kafka.MaxRequestSize;
import io.quarkiverse.eventstream.runtime.listen.ConcurrencyLimit;
import io.quarkiverse.eventstream.runtime.listen.ListenerHealth;
import io.quarkiverse.eventstream.runtime.listen.Names;
import io.quarkiverse.eventstream.runtime.listen.Subscriptions;
import io.quarkiverse.eventstream.runtime.publish.EventPublisher;
import io.quarkiverse.eventstream.runtime.publish.SpanContextSource;
import io.quarkiverse.eventstream.runtime.stream.StreamConnection;
import io.quarkiverse.eventstream.runtime.stream.StreamKind;
import io.quarkiverse.eventstream.runtime.stream.StreamSettings;
import io.quarkus.arc.All;
import io.vertx.core.Vertx;

/**
 * The streams of the application, by name: opens them, registers the annotated listeners, and closes them.
 */
@Singleton
public class EventStreams {

    private static final Logger LOG = Logger.getLogger(EventStreams.class);

    private final EventStreamConfig config;
    private final Config properties;
    private final List<StreamKind> kinds;
    private final BuildTimeFindings findings;
    private final EventCodec codec;
    private final ObjectMapper mapper;
    private final SpanContextSource spans;
    private final BusThreads threads;
    private final Vertx vertx;
    private final ConcurrencyLimit serviceLimit;
    private final Set<String> listenerIds = ConcurrentHashMap.newKeySet();

    // Guarded by this.
    private final Map<String, EventBus> open = new TreeMap<>();

    EventStreams(EventStreamConfig config, Config properties, @All List<StreamKind> kinds, BuildTimeFindings findings,
            EventCodec codec, ObjectMapper mapper, SpanContextSource spans, BusThreads threads, Vertx vertx) {
        this.config = config;
        this.properties = properties;
        this.kinds = kinds;
        this.findings = findings;
        this.codec = codec;
        this.mapper = mapper;
        this.spans = spans;
        this.threads = threads;
        this.vertx = vertx;
        if (config.maxConcurrency() < 1) {
            throw new EventStreamException("quarkus.eventstream.max-concurrency must be 1 or more, not "
                    + config.maxConcurrency());
        }
        this.serviceLimit = new ConcurrencyLimit(config.maxConcurrency());
    }

    /**
     * A stream, opened if it isn't open yet.
     *
     * @param name the stream's name, {@link EventStreamConfig#DEFAULT_STREAM} for the one without
     * @return the stream
     * @throws EventStreamException if it can't be opened, with the reason
     */
    public EventStream get(String name) {
        return bus(name);
    }

    /**
     * Opens all streams that the application uses, and registers its annotated listeners.
     *
     * @throws EventStreamException if a stream can't be opened, or with everything that is wrong with the listeners
     */
    void start() {
        findings.streams().forEach(this::bus);
        new AnnotatedListeners(config, properties, findings, this::bus)
                .register(method -> MethodTarget.callOf(method, mapper, vertx));
    }

    /**
     * How the listeners of all open streams are.
     *
     * @return by the stream's name, and sorted by id
     */
    public Map<String, List<ListenerHealth>> health() {
        Map<String, List<ListenerHealth>> health = new TreeMap<>();
        openStreams().forEach((name, bus) -> health.put(name,
                bus.registry().health(config.streams().get(name).delivery().stuckAfter())));
        return health;
    }

    /**
     * Hands nothing more out to listeners, and waits a bounded time for calls that run; of all streams at once, so that none
     * goes on while another ends. Publishing still works.
     */
    void stopListening() {
        CompletableFuture.allOf(openStreams().entrySet().stream()
                .map(stream -> CompletableFuture.runAsync(() -> despiteFailure(stream.getKey(),
                        () -> stream.getValue().stopListening(drainTimeout(stream.getKey()))), threads.callbacks()))
                .toArray(CompletableFuture[]::new)).join();
    }

    /** Writes what is under way within a bounded time, and lets go of everything. */
    void close() {
        openStreams().forEach((name, bus) -> despiteFailure(name, () -> bus.close(drainTimeout(name))));
    }

    /** Also where no event tells of the end: after a start that failed in the application's own code. */
    @PreDestroy
    void destroy() {
        stopListening();
        close();
    }

    /** One stream that can't be stopped in good order must not keep the others from it. */
    private static void despiteFailure(String stream, Runnable stop) {
        try {
            stop.run();
        } catch (RuntimeException e) {
            LOG.warnf(e, "Stopping the stream %s failed; what it had not committed will be delivered again", stream);
        }
    }

    /** A copy, so that what runs meanwhile can still get at its stream. */
    private synchronized Map<String, EventBus> openStreams() {
        return new TreeMap<>(open);
    }

    private synchronized EventBus bus(String name) {
        return open.computeIfAbsent(name, this::open);
    }

    private EventBus open(String name) {
        StreamConfig streamConfig = config.streams().get(name);
        StreamSettings settings = new StreamSettings(name, streamConfig, drainTimeout(name));
        Names names = Names.of(streamConfig, properties.getOptionalValue("quarkus.application.name", String.class)
                .orElse("application"));
        StreamConnection connection = kind(settings).open(settings);
        EventValidator validator = new EventValidator(names.prefix(), streamConfig.strictValidation(),
                MaxRequestSize.of(settings, properties), streamConfig.publish().timeout());
        EventPublisher publisher = new EventPublisher(connection, names, codec, validator, spans,
                streamConfig.publish().timeout(), threads.callbacks());
        ListenerFactory listeners = new ListenerFactory(new DeliveryRules(config, streamConfig.delivery(), names),
                serviceLimit);
        return new EventBus(connection, publisher, new Subscriptions(connection, names, listenerIds, threads.callbacks()),
                listeners, names, vertx);
    }

    private StreamKind kind(StreamSettings settings) {
        String wanted = settings.config().stream();
        return kinds.stream().filter(kind -> kind.name().equals(wanted)).findFirst()
                .orElseThrow(() -> new EventStreamException(settings.key("stream") + " = " + wanted
                        + " names no stream. There are: "
                        + kinds.stream().map(StreamKind::name).sorted().collect(Collectors.joining(", "))));
    }

    private Duration drainTimeout(String stream) {
        return properties.getOptionalValue("quarkus.shutdown.timeout", Duration.class)
                .orElseGet(() -> config.streams().get(stream).delivery().drainTimeout());
    }
}
