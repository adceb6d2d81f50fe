package io.quarkiverse.eventstream.runtime.bus;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
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
import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;
import io.quarkiverse.eventstream.runtime.invoke.MethodTarget;
import io.quarkiverse.eventstream.runtime.thread.BusThreads;

/**
 * The streams of the application, by name: opens them, registers the annotated listeners, and closes them.
 */
@Singleton
public class EventStreams {

    private static final Logger LOG = Logger.getLogger(EventStreams.class);
    /** The time that a stop takes after the drain: to commit, to leave groups, and to write the events in flight. */
    private static final Duration AFTER_DRAIN = Duration.ofSeconds(8);
    private static final Duration SHORTEST_CLOSE = Duration.ofSeconds(1);

    private final EventStreamConfig config;
    private final Config properties;
    private final BuildTimeFindings findings;
    private final ObjectMapper mapper;
    private final BusThreads threads;
    private final BusFactory buses;
    private final BusState state;
    private final KnownExceptions exceptions;
    private volatile Duration timeToStopListening = Duration.ZERO;

    // Guarded by this.
    private final Map<String, EventBus> open = new TreeMap<>();
    private final Map<List<String>, EventBus> ofOtherProviders = new HashMap<>();

    /** @param mapper reads payloads for annotated methods */
    @Inject
    public EventStreams(EventStreamConfig config, Config properties, BuildTimeFindings findings, ObjectMapper mapper,
            BusThreads threads, BusFactory buses, BusState state) {
        this.config = config;
        this.properties = properties;
        this.findings = findings;
        this.mapper = mapper;
        this.threads = threads;
        this.buses = buses;
        this.state = state;
        this.exceptions = new KnownExceptions(findings.exceptions());
    }

    /**
     * A stream, opened if it isn't open yet.
     *
     * @param name the stream's name, {@link EventStreamConfig#DEFAULT_STREAM} for the one without
     * @throws EventStreamException if it can't be opened, with the reason
     * @throws IllegalStateException if the application is stopping
     */
    public EventStream get(String name) {
        return bus(name);
    }

    /**
     * A stream for publishing, with an open producer, so that the first event does not wait for one.
     *
     * @param name the stream's name, {@link EventStreamConfig#DEFAULT_STREAM} for the one without
     * @throws EventStreamException if it can't be opened, with the reason
     * @throws IllegalStateException if the application is stopping
     */
    public EventStream getToPublish(String name) {
        return busToPublish(name);
    }

    EventBus busToPublish(String name) {
        EventBus bus = bus(name);
        bus.prepareToPublish();
        return bus;
    }

    /**
     * The parts of a stream, opened if it isn't open yet.
     *
     * @param name the stream's name, {@link EventStreamConfig#DEFAULT_STREAM} for the one without
     * @throws EventStreamException if it can't be opened, with the reason
     * @throws IllegalStateException if the application is stopping
     */
    public StreamAccess access(String name) {
        return bus(name).access();
    }

    /**
     * A stream of another provider than configured, and otherwise like it: for a channel that is printed or dropped while the
     * others are sent. No health check covers it, so its provider must be one that delivers nothing.
     *
     * @param name the stream's name, {@link EventStreamConfig#DEFAULT_STREAM} for the one without
     * @param provider the name of the provider
     */
    public synchronized EventStream get(String name, String provider) {
        return ofOtherProviders.computeIfAbsent(List.of(name, provider), key -> open(name, provider));
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
                .register((method, expand) -> new MethodTarget(method, mapper, expand));
    }

    /** Streams and listeners, for the log of a start. */
    String summary() {
        return openStreams().entrySet().stream()
                .map(stream -> stream.getKey() + " (" + config.streams().get(stream.getKey()).stream() + ") "
                        + stream.getValue().summary())
                .collect(Collectors.joining("; ", "Event streams: ", ""));
    }

    /** The names of the open streams, sorted. */
    public Set<String> names() {
        return openStreams().keySet();
    }

    /**
     * The name of a stream that an operator asks for: no request opens another one.
     *
     * @throws NoSuchElementException if no stream of the name is open
     */
    public String requireOpen(String name) {
        if (!names().contains(name)) {
            throw new NoSuchElementException("There is no stream " + name + ", but " + names());
        }
        return name;
    }

    /** The health of all open streams and their listeners, by the name of the stream. */
    public Map<String, StreamHealth> health() {
        Map<String, StreamHealth> health = new TreeMap<>();
        openStreams().forEach((name, bus) -> health.put(name, bus.health(config.streams().get(name))));
        return health;
    }

    /**
     * Dispatches nothing more to listeners, and waits a bounded time for invocations in flight: on all streams at once, so that
     * none continues while another ends. Publishing still works.
     */
    public void stopListening() {
        long began = System.nanoTime();
        ofAllAtOnce((name, bus) -> bus.stopListening(buses.drainTimeout(name)));
        timeToStopListening = Duration.ofNanos(System.nanoTime() - began);
    }

    /**
     * Writes the events in flight and closes all streams at once, within the rest of the time for a stop that {@link
     * #stopListening} has left.
     */
    public void close() {
        openNothingMore();
        ofAllAtOnce((name, bus) -> bus.close(closeTimeout(name)));
        streamsOfOtherProviders().forEach((key, bus) -> despiteFailure(key.toString(), () -> bus.close(Duration.ZERO)));
    }

    /** Also after a start that failed in the code of the application: then no shutdown event is fired. */
    @PreDestroy
    void destroy() {
        stopListening();
        close();
    }

    private synchronized void openNothingMore() {
        state.close();
    }

    private void ofAllAtOnce(BiConsumer<String, EventBus> stop) {
        CompletableFuture.allOf(openStreams().entrySet().stream()
                .map(stream -> CompletableFuture.runAsync(() -> despiteFailure(stream.getKey(),
                        () -> stop.accept(stream.getKey(), stream.getValue())), threads.own()))
                .toArray(CompletableFuture[]::new)).join();
    }

    /** A stream that can't be stopped cleanly must not keep the others from being stopped. */
    private static void despiteFailure(String stream, Runnable stop) {
        try {
            stop.run();
        } catch (RuntimeException e) {
            LOG.warnf(e, "Stopping the stream %s failed; events that it had not committed will be delivered again", stream);
        }
    }

    /** A copy, so that other threads can use their streams meanwhile. */
    private synchronized Map<String, EventBus> openStreams() {
        return new TreeMap<>(open);
    }

    private synchronized Map<List<String>, EventBus> streamsOfOtherProviders() {
        return new HashMap<>(ofOtherProviders);
    }

    private synchronized EventBus bus(String name) {
        return open.computeIfAbsent(name, missing -> open(missing, config.streams().get(missing).stream()));
    }

    private EventBus open(String name, String provider) {
        if (state.isClosed()) {
            throw new IllegalStateException("The stream is closed: the application is stopping");
        }
        return buses.open(name, provider, exceptions);
    }

    private Duration closeTimeout(String stream) {
        Duration drain = buses.drainTimeout(stream);
        Duration left = drain.plus(AFTER_DRAIN).minus(timeToStopListening);
        Duration bounded = left.compareTo(drain) < 0 ? left : drain;
        return bounded.compareTo(SHORTEST_CLOSE) < 0 ? SHORTEST_CLOSE : bounded;
    }
}
