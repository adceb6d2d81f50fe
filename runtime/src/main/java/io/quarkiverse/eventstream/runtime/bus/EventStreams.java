package io.quarkiverse.eventstream.runtime.bus;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;
import io.quarkiverse.eventstream.runtime.config.StreamConfig;
import io.quarkiverse.eventstream.runtime.config.WrongConfiguration;
import io.quarkiverse.eventstream.runtime.consume.ConsumptionSettings;
import io.quarkiverse.eventstream.runtime.consume.TopicConsumers;
import io.quarkiverse.eventstream.runtime.deliver.RecordMemory;
import io.quarkiverse.eventstream.runtime.dev.LiveReload;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.envelope.EventValidator;
import io.quarkiverse.eventstream.runtime.invoke.ListenerInvokers;
import io.quarkiverse.eventstream.runtime.invoke.MethodTarget;
import io.quarkiverse.eventstream.runtime.kafka.MaxRequestSize;
import io.quarkiverse.eventstream.runtime.model.Names;
import io.quarkiverse.eventstream.runtime.observe.StreamObserver;
import io.quarkiverse.eventstream.runtime.publish.EventPublisher;
import io.quarkiverse.eventstream.runtime.subscribe.ConcurrencyLimit;
import io.quarkiverse.eventstream.runtime.subscribe.Consumptions;
import io.quarkiverse.eventstream.runtime.subscribe.Subscriptions;
import io.quarkiverse.eventstream.runtime.thread.BusThreads;
import io.quarkiverse.eventstream.spi.StreamConnection;
import io.quarkiverse.eventstream.spi.StreamProvider;
import io.quarkiverse.eventstream.spi.StreamSettings;
import io.quarkus.arc.All;

/**
 * The streams of the application, by name: opens them, registers the annotated listeners, and closes them.
 */
@Singleton
public class EventStreams {

    private static final Logger LOG = Logger.getLogger(EventStreams.class);
    /** A stop may take so much longer than calls are waited for: to commit, to leave groups, and to write what is in flight. */
    private static final Duration AFTER_DRAIN = Duration.ofSeconds(8);
    private static final Duration SHORTEST_CLOSE = Duration.ofSeconds(1);

    private static final String OF_TEST_LIBRARY = "memory";
    private static final String TEST_LIBRARY = ". The stream memory is for tests: add the dependency"
            + " io.quarkiverse.eventstream:quarkus-eventstream-test in the scope test, and set the property for the profile test";

    private final EventStreamConfig config;
    private final Config properties;
    private final List<StreamProvider> kinds;
    private final BuildTimeFindings findings;
    private final KnownExceptions exceptions;
    private final EventCodec codec;
    private final ObjectMapper mapper;
    private final List<StreamObserver.Factory> observers;
    private final BusThreads threads;
    private final ListenerInvokers calls;
    private final ConcurrencyLimit serviceLimit;
    private final RecordMemory memory;
    private final Set<String> listenerIds = ConcurrentHashMap.newKeySet();
    private volatile Duration timeToStopListening = Duration.ZERO;

    // Guarded by this.
    private final Map<String, EventBus> open = new TreeMap<>();
    private final Map<List<String>, EventBus> ofOtherKinds = new HashMap<>();

    /**
     * Without an open stream.
     *
     * @param observers watch the streams, in the order in which they begin
     */
    @Inject
    public EventStreams(EventStreamConfig config, Config properties, @All List<StreamProvider> kinds,
            BuildTimeFindings findings,
            EventCodec codec, ObjectMapper mapper, @All List<StreamObserver.Factory> observers, BusThreads threads,
            ListenerInvokers calls) {
        this.config = config;
        this.properties = properties;
        this.kinds = kinds;
        this.findings = findings;
        this.exceptions = new KnownExceptions(findings.exceptions());
        this.codec = codec;
        this.mapper = mapper;
        this.observers = observers;
        this.threads = threads;
        this.calls = calls;
        if (config.maxConcurrency() < 1) {
            throw WrongConfiguration.of("quarkus.eventstream.max-concurrency must be 1 or more, not "
                    + config.maxConcurrency());
        }
        this.serviceLimit = new ConcurrencyLimit(config.maxConcurrency());
        this.memory = RecordMemory.of(config.maxBufferedMemory());
    }

    /**
     * A stream, opened if it isn't open yet.
     *
     * @param name the stream's name, {@link EventStreamConfig#DEFAULT_STREAM} for the one without
     * @throws EventStreamException if it can't be opened, with the reason
     */
    public EventStream get(String name) {
        return bus(name);
    }

    /**
     * A stream that is going to be published to, so that the first event need not wait for what that takes.
     *
     * @param name the stream's name, {@link EventStreamConfig#DEFAULT_STREAM} for the one without
     * @return the stream, opened if it wasn't open yet
     * @throws EventStreamException if it can't be opened, with the reason
     */
    public EventStream getToPublish(String name) {
        EventBus bus = bus(name);
        bus.prepareToPublish();
        return bus;
    }

    /**
     * A stream of another kind than the configuration says, and otherwise like it: for a channel that is printed or dropped while
     * the others go on. Health checks don't tell of it, so it must be of a kind that nothing is delivered from.
     *
     * @param name the stream's name, {@link EventStreamConfig#DEFAULT_STREAM} for the one without
     */
    public synchronized EventStream get(String name, String kind) {
        return ofOtherKinds.computeIfAbsent(List.of(name, kind), key -> open(name, kind));
    }

    /**
     * Opens the streams that the application has injected.
     *
     * @throws EventStreamException if one can't be opened, with the reason
     */
    void open() {
        findings.injected().forEach(this::getToPublish);
    }

    /**
     * Registers the annotated listeners, and opens their streams.
     *
     * @throws EventStreamException if a stream can't be opened, or with everything that is wrong with the listeners
     */
    void start() {
        new AnnotatedListeners(config, properties, findings, this::bus)
                .register(method -> new MethodTarget(method, mapper));
    }

    /** Streams and listeners, for the log of a start. */
    String summary() {
        return openStreams().entrySet().stream()
                .map(stream -> stream.getKey() + " (" + config.streams().get(stream.getKey()).stream() + ") "
                        + stream.getValue().summary())
                .collect(Collectors.joining("; ", "Event streams: ", ""));
    }

    /** How all open streams are, and their listeners. */
    public Map<String, StreamHealth> health() {
        Map<String, StreamHealth> health = new TreeMap<>();
        openStreams().forEach((name, bus) -> health.put(name, bus.health(config.streams().get(name))));
        return health;
    }

    /**
     * Hands nothing more out to listeners, and waits a bounded time for calls that run; of all streams at once, so that none
     * goes on while another ends. Publishing still works.
     */
    public void stopListening() {
        long began = System.nanoTime();
        ofAllAtOnce((name, bus) -> bus.stopListening(drainTimeout(name)));
        timeToStopListening = Duration.ofNanos(System.nanoTime() - began);
    }

    /**
     * Writes what is in flight, and lets go of everything: all streams at once, and within what {@link #stopListening} has left of
     * the time for a stop.
     */
    public void close() {
        ofAllAtOnce((name, bus) -> bus.close(closeTimeout(name)));
        streamsOfOtherKinds().forEach((key, bus) -> despiteFailure(key.toString(), () -> bus.close(Duration.ZERO)));
    }

    /** Also where no event tells of the end: after a start that failed in the application's own code. */
    @PreDestroy
    void destroy() {
        stopListening();
        close();
    }

    private void ofAllAtOnce(BiConsumer<String, EventBus> stop) {
        CompletableFuture.allOf(openStreams().entrySet().stream()
                .map(stream -> CompletableFuture.runAsync(() -> despiteFailure(stream.getKey(),
                        () -> stop.accept(stream.getKey(), stream.getValue())), threads.own()))
                .toArray(CompletableFuture[]::new)).join();
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

    private synchronized Map<List<String>, EventBus> streamsOfOtherKinds() {
        return new HashMap<>(ofOtherKinds);
    }

    private synchronized EventBus bus(String name) {
        return open.computeIfAbsent(name, missing -> open(missing, config.streams().get(missing).stream()));
    }

    private EventBus open(String name, String kind) {
        StreamConfig streamConfig = config.streams().get(name);
        Names names = Names.of(streamConfig, properties.getOptionalValue("quarkus.application.name", String.class)
                .orElse("application"));
        StreamObserver observer = StreamObserver.of(observers.stream()
                .map(factory -> factory.of(name, kind, names)).toList());
        StreamSettings settings = new StreamSettings(name, names.prefix(), drainTimeout(name));
        Offset offset;
        StreamConnection connection;
        try {
            offset = offset(settings, streamConfig);
            connection = kind(kind, settings).open(settings);
        } catch (RuntimeException e) {
            observer.closed();
            throw e;
        }
        observer.opened(connection);
        EventValidator validator = new EventValidator(names.prefix(), streamConfig.strictValidation(),
                MaxRequestSize.of(streamConfig.kafka(), properties), streamConfig.publish().timeout());
        EventPublisher publisher = new EventPublisher(connection, names, codec, validator, observer,
                streamConfig.publish().timeout(), threads.callbacks());
        ListenerFactory listeners = new ListenerFactory(
                new DeliveryRules(config, settings, streamConfig.delivery(), names, exceptions),
                serviceLimit, observer, calls);
        Consumptions consumers = connection.broker()
                .<Consumptions>map(broker -> new TopicConsumers(connection, broker,
                        new ConsumptionSettings(streamConfig.delivery(), streamConfig.publish().timeout(),
                                settings.drainTimeout(), observer, memory, LiveReload.gate()),
                        codec, threads))
                .orElseGet(WithoutBroker::new);
        Subscriptions subscriptions = new Subscriptions(consumers, connection::registered, names, offset, listenerIds,
                threads.callbacks());
        return new EventBus(connection, publisher, subscriptions, consumers, listeners, names, observer);
    }

    private static Offset offset(StreamSettings settings, StreamConfig config) {
        try {
            return Offset.parse(config.offset());
        } catch (IllegalArgumentException e) {
            throw new EventStreamException(settings.key("offset") + ": " + e.getMessage(), e);
        }
    }

    private StreamProvider kind(String wanted, StreamSettings settings) {
        return kinds.stream().filter(kind -> kind.name().equals(wanted)).findFirst()
                .orElseThrow(() -> new EventStreamException(settings.key("stream") + " = " + wanted
                        + " names no stream. There are: "
                        + kinds.stream().map(StreamProvider::name).sorted().collect(Collectors.joining(", "))
                        + (OF_TEST_LIBRARY.equals(wanted) ? TEST_LIBRARY : "")));
    }

    private Duration closeTimeout(String stream) {
        Duration drain = drainTimeout(stream);
        Duration left = drain.plus(AFTER_DRAIN).minus(timeToStopListening);
        Duration bounded = left.compareTo(drain) < 0 ? left : drain;
        return bounded.compareTo(SHORTEST_CLOSE) < 0 ? SHORTEST_CLOSE : bounded;
    }

    private Duration drainTimeout(String stream) {
        return properties.getOptionalValue("quarkus.shutdown.timeout", Duration.class)
                .orElseGet(() -> config.streams().get(stream).delivery().drainTimeout());
    }
}
