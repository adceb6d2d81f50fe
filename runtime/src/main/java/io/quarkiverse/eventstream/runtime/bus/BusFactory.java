package io.quarkiverse.eventstream.runtime.bus;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.Config;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OutboxMode;
import io.quarkiverse.eventstream.runtime.config.EventStreamConfig;
import io.quarkiverse.eventstream.runtime.config.StreamConfig;
import io.quarkiverse.eventstream.runtime.config.WireFormat;
import io.quarkiverse.eventstream.runtime.config.WrongConfiguration;
import io.quarkiverse.eventstream.runtime.consume.ConsumptionSettings;
import io.quarkiverse.eventstream.runtime.consume.TopicConsumers;
import io.quarkiverse.eventstream.runtime.deliver.RecordMemory;
import io.quarkiverse.eventstream.runtime.dev.LiveReload;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.envelope.EventValidator;
import io.quarkiverse.eventstream.runtime.invoke.ListenerInvokers;
import io.quarkiverse.eventstream.runtime.kafka.MaxRequestSize;
import io.quarkiverse.eventstream.runtime.model.Names;
import io.quarkiverse.eventstream.runtime.model.Service;
import io.quarkiverse.eventstream.runtime.observe.StreamObserver;
import io.quarkiverse.eventstream.runtime.publish.EventPublisher;
import io.quarkiverse.eventstream.runtime.publish.RecordRoute;
import io.quarkiverse.eventstream.runtime.subscribe.ConcurrencyLimit;
import io.quarkiverse.eventstream.runtime.subscribe.Consumptions;
import io.quarkiverse.eventstream.runtime.subscribe.Subscriptions;
import io.quarkiverse.eventstream.runtime.thread.BusThreads;
import io.quarkiverse.eventstream.spi.Outbox;
import io.quarkiverse.eventstream.spi.RecordSender;
import io.quarkiverse.eventstream.spi.StreamConnection;
import io.quarkiverse.eventstream.spi.StreamProvider;
import io.quarkiverse.eventstream.spi.StreamSettings;

/**
 * Opens streams: assembles the connection of a stream provider, the publisher and the subscriptions. All streams of an application
 * share its bound on concurrency, its memory for records and its ids of listeners.
 */
@Singleton
public class BusFactory {

    private static final String OF_TEST_LIBRARY = "memory";
    private static final String TEST_LIBRARY = ". The stream memory is for tests: add the dependency"
            + " io.quarkiverse.eventstream:quarkus-eventstream-test in the scope test, and set the property for the profile test";

    private final EventStreamConfig config;
    private final Config properties;
    private final BusExtensions extensions;
    private final EventCodec codec;
    private final BusThreads threads;
    private final ListenerInvokers invokers;
    private final ConcurrencyLimit serviceLimit;
    private final RecordMemory memory;
    private final Service service;
    private final Set<String> listenerIds = ConcurrentHashMap.newKeySet();

    @Inject
    public BusFactory(EventStreamConfig config, Config properties, BusExtensions extensions, EventCodec codec,
            BusThreads threads, ListenerInvokers invokers) {
        this.config = config;
        this.properties = properties;
        this.extensions = extensions;
        this.codec = codec;
        this.threads = threads;
        this.invokers = invokers;
        if (config.maxConcurrency() < 1) {
            throw WrongConfiguration.of("quarkus.eventstream.max-concurrency must be 1 or more, not "
                    + config.maxConcurrency());
        }
        this.serviceLimit = new ConcurrencyLimit(config.maxConcurrency());
        this.memory = RecordMemory.of(config.maxBufferedMemory());
        this.service = new Service(property("quarkus.application.name").orElse("application"),
                property("quarkus.application.version").orElse(""));
    }

    private Optional<String> property(String name) {
        return properties.getOptionalValue(name, String.class);
    }

    /**
     * Opens a stream.
     *
     * @param providerName the name of its provider
     * @param exceptions the exceptions of the application that rules may name
     * @throws EventStreamException if that is not possible, with the reason
     */
    EventBus open(String name, String providerName, KnownExceptions exceptions) {
        StreamConfig stream = config.streams().get(name);
        Names names = Names.of(stream, service.name());
        StreamSettings settings = new StreamSettings(name, names.prefix(), drainTimeout(name),
                stream.publish().partitioner());
        StreamObserver observer = StreamObserver.of(extensions.observers().stream()
                .map(factory -> factory.of(name, providerName, names)).toList());
        Offset offset;
        WireFormat format;
        StreamConnection connection;
        try {
            offset = offset(settings, stream);
            format = WireFormat.of(stream.wireFormat());
            requireOutbox(settings, stream);
            connection = provider(providerName, settings).open(settings);
        } catch (RuntimeException e) {
            observer.closed();
            throw e;
        }
        observer.opened(connection);
        Consumptions consumers = consumers(connection, settings, stream, observer);
        Subscriptions subscriptions = new Subscriptions(consumers, connection::registered, names, offset, listenerIds,
                threads.callbacks(), extensions.furtherConsumption(connection, consumers, names));
        ListenerFactory listeners = new ListenerFactory(
                new DeliveryRules(config, settings, stream.delivery(), names, exceptions), serviceLimit, observer, invokers,
                extensions.guards());
        return new EventBus(connection,
                publisher(route(connection, outboxName(name, providerName, stream), stream, observer), names, stream, format,
                        observer),
                subscriptions, consumers,
                listeners,
                names, observer);
    }

    private void requireOutbox(StreamSettings settings, StreamConfig stream) {
        if (stream.outbox().mode() == OutboxMode.REQUIRED && extensions.outbox() == null) {
            throw new EventStreamException(settings.key("outbox.mode") + " = required needs an outbox: add the dependency"
                    + " io.quarkiverse.eventstream:quarkus-eventstream-outbox, or remove the property");
        }
    }

    /** Also if the outbox is turned off: it may have records of an earlier life. */
    private RecordRoute route(StreamConnection connection, String outboxName, StreamConfig stream, StreamObserver observer) {
        Outbox outbox = extensions.outbox();
        RecordSender sender = (record, callback) -> connection.send(record, stream.publish().timeout(), (written, error) -> {
            if (error == null) {
                observer.relayed(record, written);
            }
            callback.completed(written, error);
        });
        return new RecordRoute(connection, outbox == null ? null : outbox.open(outboxName, sender), stream.outbox().mode());
    }

    /** The records of a channel that has another provider than its stream must not go to that of the stream. */
    private static String outboxName(String name, String provider, StreamConfig stream) {
        return provider.equals(stream.stream()) ? name : name + "/" + provider;
    }

    private EventPublisher publisher(RecordRoute route, Names names, StreamConfig stream, WireFormat format,
            StreamObserver observer) {
        EventValidator validator = new EventValidator(names.prefix(), stream.strictValidation(), format,
                MaxRequestSize.of(stream.kafka(), properties), stream.publish().timeout());
        return new EventPublisher(route, names, codec.encoder(format), validator, observer,
                stream.publish().timeout(),
                new EventPublisher.Callbacks(threads.callbacks(), threads.timer()));
    }

    private Consumptions consumers(StreamConnection connection, StreamSettings settings, StreamConfig stream,
            StreamObserver observer) {
        ConsumptionSettings consumption = new ConsumptionSettings(stream.delivery(), stream.publish().timeout(),
                settings.drainTimeout(), observer, memory, LiveReload.gate(), service);
        return connection.broker()
                .<Consumptions>map(broker -> new TopicConsumers(connection, broker, consumption, codec, threads))
                .orElseGet(WithoutBroker::new);
    }

    private static Offset offset(StreamSettings settings, StreamConfig stream) {
        try {
            return Offset.parse(stream.offset());
        } catch (IllegalArgumentException e) {
            throw new EventStreamException(settings.key("offset") + ": " + e.getMessage(), e);
        }
    }

    private StreamProvider provider(String wanted, StreamSettings settings) {
        return extensions.providers().stream().filter(provider -> provider.name().equals(wanted)).findFirst()
                .orElseThrow(() -> new EventStreamException(settings.key("stream") + " = " + wanted
                        + " names no stream. There are: "
                        + extensions.providers().stream().map(StreamProvider::name).sorted().collect(Collectors.joining(", "))
                        + (OF_TEST_LIBRARY.equals(wanted) ? TEST_LIBRARY : "")));
    }

    /** How long a stop of a stream waits for invocations in flight. */
    Duration drainTimeout(String stream) {
        return properties.getOptionalValue("quarkus.shutdown.timeout", Duration.class)
                .orElseGet(() -> config.streams().get(stream).delivery().drainTimeout());
    }
}
