package io.quarkiverse.eventstream.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.runtime.bus.BuildTimeFindings;
import io.quarkiverse.eventstream.runtime.bus.BusExtensions;
import io.quarkiverse.eventstream.runtime.bus.BusFactory;
import io.quarkiverse.eventstream.runtime.bus.BusState;
import io.quarkiverse.eventstream.runtime.bus.EventStreams;
import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;
import io.quarkiverse.eventstream.runtime.config.StreamConfig;
import io.quarkiverse.eventstream.runtime.console.NoneStreamProvider;
import io.quarkiverse.eventstream.runtime.console.StdoutStreamProvider;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.kafka.ClientEvents;
import io.quarkiverse.eventstream.runtime.kafka.KafkaStreamProvider;
import io.quarkiverse.eventstream.runtime.thread.BusThreads;
import io.quarkiverse.eventstream.spi.Outbox;
import io.quarkiverse.eventstream.spi.StreamConnection;
import io.quarkiverse.eventstream.spi.StreamProvider;
import io.quarkiverse.eventstream.test.memory.MemoryBroker;
import io.quarkiverse.eventstream.test.memory.MemoryStreamProvider;
import io.quarkiverse.eventstream.test.observe.StreamRecorder;
import io.quarkiverse.eventstream.test.outbox.MemoryOutbox;
import io.quarkiverse.eventstream.test.outbox.Transactions;
import io.quarkiverse.eventstream.test.standalone.ContainerlessInvokers;
import io.quarkiverse.eventstream.test.standalone.StandaloneConfig;

/**
 * A stream without a container, for tests in plain JUnit and for tools:
 *
 * <pre>{@code
 * try (StandaloneStream stream = StandaloneStream.builder().stream("memory").property("delivery.attempts", "3").open()) {
 *     stream.events().newSubscription("billing").topic("orders").handler(event -> …).register();
 *     stream.events().publishAndAwait(OutgoingEvent.builder("orderCreated").topic("orders").build());
 * }
 * }</pre>
 *
 * It behaves like a stream of an application with the same configuration, but has none of the features of a container: no
 * {@code @OnEvent} methods, no interceptors, no transactions, no request scope and no spans. A handler runs on a worker thread of the stream, even
 * with {@code runOnVirtualThread}; an {@code asyncHandler} runs on an event loop. Opening takes milliseconds. Thread-safe.
 */
public final class StandaloneStream implements AutoCloseable {

    private static final int LAST_WORK_SECONDS = 5;

    private final MemoryBroker memory;
    private final String provider;
    private final boolean ownProvider;
    private final TestTime time = new TestTime();
    private final ExecutorService workers;
    private final BusThreads threads;
    private final ContainerlessInvokers invokers = new ContainerlessInvokers();
    private final EventStreams streams;
    private final EventStream events;
    private final ObservedEvents observed;
    private final AtomicBoolean closed = new AtomicBoolean();

    private StandaloneStream(Builder builder) {
        workers = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "eventstream-worker");
            thread.setDaemon(true);
            return thread;
        });
        threads = new BusThreads(workers, time);
        memory = builder.memory == null ? new MemoryBroker() : builder.memory;
        EventCodec codec = new EventCodec(builder.mapper);
        StreamProvider own = builder.provider;
        StandaloneConfig config = StandaloneConfig.of(builder.properties(own), Map.of("stream", "memory"));
        StreamConfig streamConfig = config.config().streams().get(EventStreamConfig.DEFAULT_STREAM);
        requireNoRegistry(streamConfig);
        provider = own == null ? streamConfig.stream() : own.name();
        ownProvider = own != null;
        requireMemory(builder);
        StreamRecorder recorder = new StreamRecorder(codec, time);
        observed = new ObservedEvents(recorder, StandaloneStream::noOther);
        BusExtensions extensions = new BusExtensions(providers(config, builder),
                List.of((stream, name, names) -> recorder.opening(name, names)), outbox(), List.of(), List.of());
        BusFactory buses = new BusFactory(config.config(), config.properties(), extensions, codec, threads, invokers);
        streams = new EventStreams(config.config(), config.properties(),
                new BuildTimeFindings(List.of(EventStreamConfig.DEFAULT_STREAM), List.of(), List.of(), List.of(), List.of()),
                builder.mapper, threads, buses, new BusState());
        try {
            events = streams.getToPublish(EventStreamConfig.DEFAULT_STREAM);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** In memory, like the broker: on another stream, events would be lost with it. */
    private List<Outbox> outbox() {
        return isInMemory() ? List.of(new MemoryOutbox(time, Transactions.NONE)) : List.of();
    }

    private List<StreamProvider> providers(StandaloneConfig config, Builder builder) {
        List<StreamProvider> providers = new ArrayList<>(List.of(
                new KafkaStreamProvider(config.config(), config.kafka(), threads, ClientEvents.NONE),
                new MemoryStreamProvider(memory),
                new StdoutStreamProvider(builder.mapper),
                new NoneStreamProvider()));
        if (builder.provider != null) {
            providers.removeIf(other -> other.name().equals(builder.provider.name()));
            providers.add(builder.provider);
        }
        return providers;
    }

    /** A test with faults must not pass because its events go to another broker. */
    private void requireMemory(Builder builder) {
        if (builder.memory != null && !ownProvider && !isInMemory()) {
            throw new EventStreamException(
                    "The stream is " + provider + ": no event would reach its MemoryBroker."
                            + " Use stream(\"memory\"), or configure no broker");
        }
    }

    private boolean isInMemory() {
        return provider.equals(MemoryStreamProvider.NAME) && !ownProvider;
    }

    private static void requireNoRegistry(StreamConfig config) {
        if (config.tlsConfigurationName().isPresent()) {
            throw new EventStreamException("quarkus.eventstream.tls-configuration-name names a configuration of Quarkus's TLS"
                    + " registry, which only an application has. Use kafka.ca-certificate-file");
        }
    }

    /**
     * Starts the configuration of a stream.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The stream to publish and listen with.
     *
     * @return the counterpart of the stream that an application injects; usable until this is closed
     */
    public EventStream events() {
        return events;
    }

    /**
     * The connection of the stream, for tests of a provider and for tools: it has neither validation nor prefix.
     *
     * @return the connection, which this closes
     */
    public StreamConnection connection() {
        return streams.access(EventStreamConfig.DEFAULT_STREAM).connection();
    }

    /**
     * The broker of the stream {@code memory}.
     *
     * @return the broker
     * @throws IllegalStateException if it is another stream: no event would reach the broker, and nothing would be tested
     */
    public MemoryBroker memory() {
        if (!isInMemory()) {
            throw new IllegalStateException(
                    "The stream is " + provider + ", not memory: there is no MemoryBroker."
                            + " Use stream(\"memory\")");
        }
        return memory;
    }

    void requireFaultsUsed() {
        memory.requireFaultsUsed();
    }

    /**
     * The time that passes before events are redelivered, and before delayed events are due, which the stream {@code memory} keeps.
     *
     * @return the time, which flows until the test stops it
     */
    public TestTime time() {
        return time;
    }

    /**
     * The observations since the stream was opened.
     *
     * @return the observations; also available after the close
     */
    public ObservedEvents observed() {
        return observed;
    }

    private static ObservedEvents noOther(String name) {
        throw new IllegalArgumentException("There is no open stream \"" + name + "\": a standalone stream has no name");
    }

    /**
     * Dispatches no more events, waits for running invocations for at most {@code delivery.drain-timeout}, writes the events in
     * flight, and releases all resources: no thread and no listener is left. Closing again has no effect. Blocks; must not be called
     * by a listener, because it would wait for that listener.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            streams.stopListening();
            streams.close();
        } finally {
            invokers.close();
            time.close();
            threads.close();
            endWorkers();
        }
    }

    private void endWorkers() {
        // An invocation that still runs has exceeded the drain timeout.
        workers.shutdownNow();
        try {
            workers.awaitTermination(LAST_WORK_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Configures a {@link StandaloneStream}. Not thread-safe; may be used for several streams. */
    public static final class Builder {

        /** Configured like Quarkus's mapper. */
        private static final ObjectMapper MAPPER = JsonMapper.builder()
                .addModules(ObjectMapper.findModules(StandaloneStream.class.getClassLoader()))
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS).build();

        private final Map<String, String> properties = new TreeMap<>();
        private StreamProvider provider;
        private ObjectMapper mapper = MAPPER;
        private MemoryBroker memory;

        private Builder() {}

        /**
         * The name of the stream provider. Short for the property {@code stream}.
         *
         * @param name {@code memory}, which is the default, {@code kafka}, {@code stdout} or {@code none}
         * @return this
         */
        public Builder stream(String name) {
            return property("stream", name);
        }

        /**
         * A custom stream provider.
         *
         * @param provider the provider
         * @return this
         */
        public Builder provider(StreamProvider provider) {
            this.provider = Objects.requireNonNull(provider, "provider");
            return this;
        }

        /**
         * The broker for the stream {@code memory}, to be shared by the streams of several services. By default, each stream has its
         * own broker, whose topics have one partition unless they are created with more.
         *
         * @param broker the broker, which outlives the stream
         * @return this
         */
        public Builder memory(MemoryBroker broker) {
            this.memory = Objects.requireNonNull(broker, "broker");
            return this;
        }

        /**
         * A property of the configuration. Properties that are not set here come from system properties and environment variables,
         * as in an application. So {@code -Dquarkus.eventstream.stream=kafka} and {@code -Dkafka.bootstrap.servers=…} are enough to
         * run a test on Kafka.
         *
         * @param name the name below {@code quarkus.eventstream}
         * @param value the value
         * @return this
         */
        public Builder property(String name, String value) {
            properties.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
            return this;
        }

        /**
         * The mapper of payloads. By default, a mapper that is configured like Quarkus's, with all modules of the class path.
         *
         * @param mapper the mapper, which is not changed
         * @return this
         */
        public Builder mapper(ObjectMapper mapper) {
            this.mapper = Objects.requireNonNull(mapper, "mapper");
            return this;
        }

        private Map<String, String> properties(StreamProvider own) {
            Map<String, String> all = new TreeMap<>(properties);
            if (own != null) {
                all.put("stream", own.name());
            }
            return all;
        }

        /**
         * Opens a stream. Does not wait for a broker.
         *
         * @return the stream, which the caller closes
         * @throws EventStreamException if it cannot be configured or opened; the message has the reason
         */
        public StandaloneStream open() {
            return new StandaloneStream(this);
        }
    }
}
