package io.quarkiverse.eventstream.runtime.metrics;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.quarkiverse.eventstream.InvalidEventException;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishOverloadException;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.PublishTimeoutException;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.observe.PublishObservation;

/**
 * The meters of the events that a stream publishes, for each topic and name.
 */
final class PublishMeters {

    private static final Destination NOWHERE = new Destination("none", "none");
    private static final String TIMEOUT = "timeout";
    private static final String OVERLOAD = "overload";
    private static final String REFUSED = "refused";
    private static final String INVALID = "invalid";

    private final MeterSet meters;
    private final BoundedValues topics;
    private final BoundedValues names;
    private final LongAdder inFlight = new LongAdder();
    private final Map<Destination, Meters> byDestination = new ConcurrentHashMap<>();

    /** The values of the tags. */
    private record Destination(String topic, String name) {}

    private record Meters(Counter written, Timer time) {}

    PublishMeters(MeterSet meters, BoundedValues topics, BoundedValues names) {
        this.meters = meters;
        this.topics = topics;
        this.names = names;
        meters.gauge("eventstream.publish.in.flight", "Events being published", "events", inFlight::sum);
        Stream.of(INVALID, REFUSED).forEach(reason -> failures(NOWHERE, reason));
    }

    PublishObservation publishing(OutgoingEvent event) {
        inFlight.increment();
        return new Publishing(event.name(), System.nanoTime());
    }

    /** A stored record was sent by this instance. */
    void relayed(ProducerRecord<byte[], byte[]> record) {
        Header name = record.headers().lastHeader(EventCodec.NAME_HEADER);
        meters(new Destination(topics.of(record.topic()),
                names.of(name == null ? "" : new String(name.value(), StandardCharsets.UTF_8)))).written().increment();
    }

    private Meters meters(Destination to) {
        Meters known = byDestination.get(to);
        return known == null ? byDestination.computeIfAbsent(to, this::metersOf) : known;
    }

    /** Failures are registered at zero, too: the rate of a counter that begins at one misses the first increment. */
    private Meters metersOf(Destination to) {
        Stream.of(TIMEOUT, OVERLOAD, REFUSED).forEach(reason -> failures(to, reason));
        return new Meters(
                meters.counter("eventstream.published", "Records written", "topic", to.topic(), "name", to.name()),
                meters.timer("eventstream.publish.time", "Time from publish to the answer for a topic, successful or not",
                        "topic", to.topic(), "name", to.name()));
    }

    private void failed(Destination to, String reason) {
        failures(to, reason).increment();
    }

    private Counter failures(Destination to, String reason) {
        return meters.counter("eventstream.publish.failed", "Records not written", "topic", to.topic(), "name",
                to.name(), "reason", reason);
    }

    private static String reason(Throwable error) {
        if (error instanceof PublishTimeoutException) {
            return TIMEOUT;
        }
        return error instanceof PublishOverloadException ? OVERLOAD : REFUSED;
    }

    private final class Publishing implements PublishObservation {

        private final String name;
        private final long began;
        private volatile boolean answered;
        /** Counted by {@link #relayed} when it is sent. */
        private volatile boolean stored;

        Publishing(String name, long began) {
            this.name = name;
            this.began = began;
        }

        @Override
        public void stored(String topic) {
            stored = true;
        }

        @Override
        public void answered(String topic, WrittenRecord record, Throwable error) {
            answered = true;
            Destination to = new Destination(topics.of(topic), names.of(name));
            Meters of = meters(to);
            of.time().record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
            if (error != null) {
                failed(to, reason(error));
            } else if (!stored) {
                of.written().increment();
            }
        }

        @Override
        public void ended(Throwable error) {
            inFlight.decrement();
            if (error != null && !answered) {
                // It was sent to no topic; the topic and the name themselves may be invalid.
                failed(NOWHERE, error instanceof InvalidEventException ? INVALID : REFUSED);
            }
        }
    }
}
