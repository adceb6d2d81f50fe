package io.quarkiverse.eventstream.test.observe;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.runtime.config.WireFormat;
import io.quarkiverse.eventstream.runtime.envelope.EncodedEvent;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.envelope.EventEncoder;
import io.quarkiverse.eventstream.runtime.envelope.UndecodableException;
import io.quarkiverse.eventstream.runtime.model.ListenerSpec;
import io.quarkiverse.eventstream.runtime.model.Names;
import io.quarkiverse.eventstream.runtime.observe.GroupObservation;
import io.quarkiverse.eventstream.runtime.observe.ListenerObservation;
import io.quarkiverse.eventstream.runtime.observe.ObservedGroup;
import io.quarkiverse.eventstream.runtime.observe.ObservedListener;
import io.quarkiverse.eventstream.runtime.observe.PublishObservation;
import io.quarkiverse.eventstream.runtime.observe.StreamObserver;
import io.quarkiverse.eventstream.spi.StreamConnection;
import io.quarkiverse.eventstream.test.observed.ObservedInvocation;
import io.quarkiverse.eventstream.test.observed.ObservedRecord;
import io.quarkiverse.eventstream.test.observed.PublishedEvent;

/**
 * Observes one stream, and pushes records to its listeners. Thread-safe.
 */
public final class StreamRecorder implements StreamObserver {

    private static final Duration SEND_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration POSITIONING = Duration.ofSeconds(10);
    /** Providers that deliver no record. */
    private static final Set<String> SILENT = Set.of("stdout", "none");

    private final EventCodec codec;
    private final EventEncoder encoder;
    private final Waits time;
    private final Journal journal;
    private volatile String provider = "";
    private volatile Names names;
    private volatile StreamConnection connection;

    /** Observes a stream that is not open yet. */
    public StreamRecorder(EventCodec codec, Waits time) {
        this.codec = codec;
        this.encoder = codec.encoder(WireFormat.V3_1);
        this.time = time;
        this.journal = new Journal(time);
        time.onWait(journal::touch);
    }

    /** Called before the stream is opened. */
    public StreamRecorder opening(String provider, Names names) {
        this.provider = provider;
        this.names = names;
        return this;
    }

    @Override
    public void opened(StreamConnection connection) {
        this.connection = connection;
    }

    @Override
    public PublishObservation publishing(OutgoingEvent event, List<String> topics) {
        EncodedEvent encoded = encoder.encode(event);
        Instant due = event.deliverAfter() == null ? event.deliverAt() : time.now().plus(event.deliverAfter());
        List<Sending> sendings = new ArrayList<>();
        for (int i = 0; i < topics.size(); i++) {
            sendings.add(journal.send(event, new SentContent(event.topics().get(i), topics.get(i), encoded.key(),
                    encoded.value(), List.of(encoded.headers()), codec), due));
        }
        return new RecordedPublication(journal, sendings);
    }

    @Override
    public void relayed(ProducerRecord<byte[], byte[]> record, WrittenRecord written) {
        journal.relayed(record, id(record.value()), written);
    }

    /** Null if the record is not an event. */
    private String id(byte[] value) {
        try {
            return value == null ? null : codec.decode(value).id();
        } catch (UndecodableException e) {
            return null;
        }
    }

    @Override
    public void cancelled(String eventId) {
        journal.cancelled(eventId);
    }

    @Override
    public ListenerObservation listening(ListenerSpec listener) {
        return new RecordedListener(journal, listener.id());
    }

    @Override
    public GroupObservation consuming(ObservedGroup group) {
        return group.isReplay() ? GroupObservation.NONE : journal.consuming(group);
    }

    @Override
    public void closed() {
        connection = null;
    }

    /** Begins new books. */
    public void reset() {
        journal.reset();
    }

    /**
     * Waits until a condition holds, rechecking it after each entry.
     *
     * @param patience for how long at most
     * @param condition evaluated on this thread
     */
    public boolean await(Duration patience, BooleanSupplier condition) {
        return journal.await(patience, condition);
    }

    /**
     * The name of the stream provider, if it delivers no records.
     *
     * @return null if it delivers records
     */
    public String silentProvider() {
        return SILENT.contains(provider) ? provider : null;
    }

    /**
     * The publications of the application.
     *
     * @return in the order in which they began
     */
    public List<PublishedEvent> published() {
        return journal.read(books -> books.sent().stream().map(Sending::published).filter(Objects::nonNull).toList());
    }

    /**
     * The invocations of listeners.
     *
     * @return in the order in which they began
     */
    public List<ObservedInvocation> invocations() {
        return journal.read(books -> books.invocations().stream().map(Invocation::observed).toList());
    }

    /**
     * The records that were published, pushed or fetched.
     *
     * @return in the order in which they were first observed
     */
    public List<ObservedRecord> records() {
        return journal.records();
    }

    /** The published or pushed records that are not settled. */
    public OpenRecords open() {
        return journal.open();
    }

    /**
     * Whether a published or pushed record is not settled.
     *
     * @return false if {@link #open} would be empty
     * @throws IllegalStateException if the books are full
     */
    public boolean isAnyOpen() {
        return journal.isAnyOpen();
    }

    /**
     * Whether all published or pushed records are settled, except for those that wait for a paused or stopped listener.
     *
     * @param listener the listener to check; null for all
     * @return false if more may come
     */
    public boolean isQuiet(String listener) {
        return journal.isQuiet(listener);
    }

    /**
     * The records that cannot be settled before a test advances the stopped time.
     *
     * @param listener the listener to check; null for all
     * @return empty if the time flows by itself, or if something else may still happen
     */
    public List<BlockedRecord> blocked(String listener) {
        return time.stoppedUntilNext().isEmpty() ? List.of() : journal.blocked(listener, time.waiting());
    }

    /**
     * The delayed events that are not sent before a test advances the stopped time.
     *
     * @return empty if the time flows by itself
     */
    public List<PublishedEvent> untilDue() {
        return time.stoppedUntilNext().isEmpty() ? List.of() : journal.untilDue();
    }

    /**
     * The remaining time of the next redelivery, or until the next delayed event is due, if a test has stopped the time.
     *
     * @return empty if no event waits, or if the time flows by itself
     */
    public Optional<Duration> stoppedTime() {
        return time.stoppedUntilNext();
    }

    /**
     * Events that the application has published to topics without a listener of its own.
     *
     * @return in the order in which publishing began
     */
    public List<PublishedEvent> withoutListeners() {
        return journal.withoutListeners();
    }

    /**
     * The name of a topic on the broker.
     *
     * @param topic the topic, without the prefix
     * @return with the prefix
     */
    public String fullTopic(String topic) {
        Names full = names;
        return full == null ? topic : full.fullTopic(topic);
    }

    /** The listeners that are not in position yet. */
    public Set<String> notInPosition() {
        return ids(journal.notInPosition(null));
    }

    private static Set<String> ids(List<ObservedListener> listeners) {
        return listeners.stream().map(listener -> listener.spec().id()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** All present and former listeners. */
    public Set<String> listeners() {
        return journal.listeners();
    }

    /**
     * Converts a payload to a tree, as if it were published.
     *
     * @throws IllegalArgumentException if it cannot be serialized
     */
    public JsonNode tree(Object payload) {
        OutgoingEvent event = OutgoingEvent.builder("expected").topic("expected").payload(payload).build();
        return content(event).event(null).payloadAsTree();
    }

    /**
     * Encodes an event, valid or not.
     *
     * @throws IllegalArgumentException if it has several topics or none, or cannot be encoded
     */
    SentContent content(OutgoingEvent event) {
        EncodedEvent encoded = encoder.encode(event);
        if (encoded.value() == null && !event.isTombstone()) {
            throw new IllegalArgumentException("The event " + event + " can't be encoded: " + encoded.violations());
        }
        if (event.topics().size() != 1) {
            throw new IllegalArgumentException("An event is pushed to one topic, not to " + event.topics());
        }
        return content(event.topics().get(0), encoded.key(), encoded.value(), List.of(encoded.headers()));
    }

    private SentContent content(String topic, byte[] key, byte[] value, List<Header> headers) {
        return new SentContent(topic, fullTopic(topic), key, value, headers, codec);
    }

    /** Sends an event, bypassing the publisher and its validation. */
    public Sending push(OutgoingEvent event) {
        return push(content(event));
    }

    /**
     * Sends a record, bypassing the publisher and its validation.
     *
     * @param topic the topic, without the prefix
     * @param key the key, or null
     * @param value the value, or null
     */
    public Sending push(String topic, byte[] key, byte[] value, List<Header> headers) {
        return push(content(topic, key, value, headers));
    }

    private Sending push(SentContent content) {
        StreamConnection open = connection;
        if (open == null) {
            throw new IllegalStateException("The stream is not open: nothing can be pushed");
        }
        if (silentProvider() != null) {
            throw new IllegalStateException(
                    "The stream is " + provider + ", which delivers nothing. Choose memory or kafka,"
                            + " with quarkus.eventstream.stream");
        }
        requireInPosition(content.fullTopic());
        Sending sending = journal.send(null, content, null);
        open.send(content.record(), SEND_TIMEOUT, (written, error) -> journal.answered(sending, written, error));
        return sending;
    }

    /** A group may miss records that are sent before it is in position. */
    private void requireInPosition(String fullTopic) {
        if (!journal.await(POSITIONING, () -> journal.notInPosition(fullTopic).isEmpty())) {
            throw new IllegalStateException(
                    "Nothing can be pushed to " + fullTopic + ": these listeners are not in position after "
                            + POSITIONING.toSeconds() + " s: " + ids(journal.notInPosition(fullTopic))
                            + ". Is the broker reachable, and does another instance hold all partitions?");
        }
    }

    /**
     * Whether a record is settled, or waits only for listeners that their failure policy has stopped.
     *
     * @return false while it is in flight, or waits for a listener
     */
    public boolean isSettledOrStopped(Sending sending) {
        return journal.read(books -> sending.books() != books || sending.isAnswered()
                && (sending.written() == null || entry(sending).isSettledOrStopped()));
    }

    /**
     * Whether a record cannot be settled before a test advances the stopped time.
     *
     * @return false if something else may still happen
     */
    public boolean isBlocked(Sending sending) {
        WrittenRecord written = sending.written();
        return written != null && blocked(null).stream().map(BlockedRecord::record).anyMatch(record -> record
                .topic().equals(sending.content().topic()) && record.partition() == written.partition()
                && record.offset() == written.offset());
    }

    /** Guarded by the journal. */
    private RecordEntry entry(Sending sending) {
        return sending.books().records().get(Coordinates.of(sending.written()));
    }

    /**
     * The observations of a record.
     *
     * @return null while it is in flight
     * @throws IllegalStateException if it could not be written, with the reason; or if new books have begun
     */
    public ObservedRecord observed(Sending sending) {
        return journal.read(books -> {
            if (sending.books() != books) {
                throw new IllegalStateException("The record was pushed before the last reset");
            }
            if (sending.failure() != null) {
                throw new IllegalStateException("The record was not written: " + sending.failure(), sending.failure());
            }
            return sending.isAnswered() ? entry(sending).observed(journal.listeners()) : null;
        });
    }
}
