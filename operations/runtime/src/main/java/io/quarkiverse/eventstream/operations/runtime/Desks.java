package io.quarkiverse.eventstream.operations.runtime;

import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.eventstream.operations.DeadLetterDesk;
import io.quarkiverse.eventstream.operations.runtime.desk.DeskStream;
import io.quarkiverse.eventstream.operations.runtime.desk.StreamDesk;
import io.quarkiverse.eventstream.runtime.bus.EventStreams;
import io.quarkiverse.eventstream.runtime.bus.StreamAccess;
import io.quarkiverse.eventstream.runtime.config.WrongConfiguration;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;

/** The desks of the application, by the name of the stream. Cancels their redrives when the application stops. Thread-safe. */
@Singleton
public class Desks {

    private final EventStreams streams;
    private final EventCodec codec;
    private final OperationsConfig config;

    // Guarded by this.
    private final Map<String, StreamDesk> desks = new HashMap<>();

    @Inject
    public Desks(EventStreams streams, EventCodec codec, OperationsConfig config) {
        this.streams = streams;
        this.codec = codec;
        this.config = config;
        if (config.maxRedrives() < 1) {
            throw WrongConfiguration
                    .of("quarkus.eventstream.operations.max-redrives must be 1 or more, not " + config.maxRedrives());
        }
        if (config.timeout().isNegative() || config.timeout().isZero()) {
            throw WrongConfiguration
                    .of("quarkus.eventstream.operations.timeout must be more than zero, not " + config.timeout());
        }
    }

    /**
     * The desk of a stream, which is opened if it isn't open yet.
     *
     * @param stream the name of the stream, {@link io.quarkiverse.eventstream.spi.StreamSettings#DEFAULT_STREAM} for the one without
     */
    public synchronized DeadLetterDesk get(String stream) {
        return desks.computeIfAbsent(stream, this::open);
    }

    /**
     * The desk of a stream that an operator names: no name opens another stream.
     *
     * @throws NoSuchElementException if the application has no such stream
     */
    public DeadLetterDesk ofOpenStream(String stream) {
        return get(streams.requireOpen(stream));
    }

    private StreamDesk open(String stream) {
        StreamAccess access = streams.access(stream);
        String ownGroup = access.names().fullGroup(access.names().defaultGroup());
        return new StreamDesk(
                new DeskStream(access.connection(), access.names(), codec, access::registrations, Set.of(ownGroup),
                        config.maxRedrives(), config.timeout()));
    }

    @PreDestroy
    synchronized void close() {
        desks.values().forEach(StreamDesk::close);
    }
}
