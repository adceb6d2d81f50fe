package io.quarkiverse.eventstream.test.observe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

import org.apache.kafka.common.header.Header;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.runtime.envelope.EncodedEvent;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.model.ListenerSpec;
import io.quarkiverse.eventstream.runtime.model.Names;
import io.quarkiverse.eventstream.runtime.observe.GroupObservation;
import io.quarkiverse.eventstream.runtime.observe.ListenerObservation;
import io.quarkiverse.eventstream.runtime.observe.ObservedGroup;
import io.quarkiverse.eventstream.runtime.observe.ObservedListener;
import io.quarkiverse.eventstream.runtime.observe.PublishObservation;
import io.quarkiverse.eventstream.runtime.observe.StreamObserver;
import io.quarkiverse.eventstream.spi.StreamConnection;
import io.quarkiverse.eventstream.test.ObservedCall;
import io.quarkiverse.eventstream.test.ObservedRecord;
import io.quarkiverse.eventstream.test.PublishedEvent;
import io.quarkiverse.eventstream.test.TestTime;

/**
 * Keeps the books on one stream, and pushes records at its listeners. Thread-safe.
 */
public final class StreamRecorder implements StreamObserver {

    private static final Duration SEND_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration SETTLING = Duration.ofSeconds(10);
    /** Kinds that no record comes back from. */
    private static final Set<String> SILENT = Set.of("stdout", "none");

    private final EventCodec codec;
    private final TestTime time;
    private final Journal journal = new Journal();
    private volatile String kind = "";
    private volatile Names names;
    private volatile StreamConnection connection;

    /**
     * For a stream that is still to be opened.
     *
     * @param codec writes and reads its records
     * @param time passes before events are delivered again
     */
    public StreamRecorder(EventCodec codec, TestTime time) {
        this.codec = codec;
        this.time = time;
        time.onWait(journal::touch);
    }

    /**
     * The stream is about to be opened.
     *
     * @param kind the name of its kind
     * @param names full names of its topics
     * @return this
     */
    public StreamRecorder opening(String kind, Names names) {
        this.kind = kind;
        this.names = names;
        return this;
    }

    @Override
    public void opened(StreamConnection connection) {
        this.connection = connection;
    }

    @Override
    public PublishObservation publishing(OutgoingEvent event, List<String> topics) {
        EncodedEvent encoded = codec.encode(event);
        List<Sending> sendings = new ArrayList<>();
        for (int i = 0; i < topics.size(); i++) {
            sendings.add(journal.send(event, new SentContent(event.topics().get(i), topics.get(i), encoded.key(),
                    encoded.value(), List.of(encoded.headers()), codec)));
        }
        return new RecordedPublication(journal, sendings);
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

    /** Begins the books anew. */
    public void reset() {
        journal.reset();
    }

    /**
     * Waits until something holds, looking again after each entry.
     *
     * @param patience how long
     * @param condition asked on this thread
     * @return whether it holds
     */
    public boolean await(Duration patience, BooleanSupplier condition) {
        return journal.await(patience, condition);
    }

    /**
     * The name of the stream's kind, if no record comes back from it.
     *
     * @return null if records come back
     */
    public String silentKind() {
        return SILENT.contains(kind) ? kind : null;
    }

    /**
     * What the application has published.
     *
     * @return in the order in which that began
     */
    public List<PublishedEvent> published() {
        return journal.read(books -> books.sent().stream().map(Sending::published).filter(Objects::nonNull).toList());
    }

    /**
     * The calls of listeners.
     *
     * @return in the order in which they began
     */
    public List<ObservedCall> calls() {
        return journal.read(books -> books.calls().stream().map(Call::observed).toList());
    }

    /**
     * The records that were published, pushed or met.
     *
     * @return in the order in which they were first heard of
     */
    public List<ObservedRecord> records() {
        return journal.records();
    }

    /**
     * What was published, or pushed, and is not dealt with.
     *
     * @return as of now
     */
    public OpenRecords open() {
        return journal.open();
    }

    /**
     * Whether something that was published, or pushed, is not dealt with.
     *
     * @return false if {@link #open} would be empty
     * @throws IllegalStateException if the books are full
     */
    public boolean isAnyOpen() {
        return journal.isAnyOpen();
    }

    /**
     * Whether all that was published, or pushed, is dealt with, except for what waits for a listener that was paused or stopped.
     *
     * @param listener whose part is asked for; null for all
     * @return false if more may come
     */
    public boolean isQuiet(String listener) {
        return journal.isQuiet(listener);
    }

    /**
     * What can't be dealt with before a test advances the time, which it has stopped.
     *
     * @param listener whose part is asked for; null for all
     * @return empty if time passes by itself, or if something else may still happen
     */
    public List<BlockedRecord> heldUp(String listener) {
        return time.stoppedUntilNext().isEmpty() ? List.of() : journal.heldUp(listener, time.waiting());
    }

    /**
     * The time that a test has stopped.
     *
     * @return how long the next event waits that is to be delivered again; empty if none does, or if time passes by itself
     */
    public Optional<Duration> stoppedTime() {
        return time.stoppedUntilNext();
    }

    /**
     * What the application has published to topics that none of its listeners listens to.
     *
     * @return in the order in which publishing began
     */
    public List<PublishedEvent> unheard() {
        return journal.unheard();
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

    /**
     * The listeners of which it is not settled where they begin.
     *
     * @return their ids, sorted
     */
    public Set<String> unsettled() {
        return ids(journal.unsettled(null));
    }

    private static Set<String> ids(List<ObservedListener> listeners) {
        return listeners.stream().map(listener -> listener.spec().id()).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * All listeners there are, or have been.
     *
     * @return their ids, sorted
     */
    public Set<String> listeners() {
        return journal.listeners();
    }

    /**
     * A payload as a tree, as if it had been published.
     *
     * @param payload what {@link OutgoingEvent.Builder#payload} takes
     * @return the tree
     * @throws IllegalArgumentException if it can't be written
     */
    public JsonNode tree(Object payload) {
        OutgoingEvent event = OutgoingEvent.builder("expected").topic("expected").payload(payload).build();
        return content(event).event(null).payloadAsTree();
    }

    /**
     * An event as it would be sent, valid or not.
     *
     * @param event the event, which has one topic
     * @return its record
     * @throws IllegalArgumentException if it has more topics or none, or can't be encoded
     */
    SentContent content(OutgoingEvent event) {
        EncodedEvent encoded = codec.encode(event);
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

    /**
     * Sends an event, past the publisher and its rules.
     *
     * @param event the event, which has one topic
     * @return the record on its way
     */
    public Sending push(OutgoingEvent event) {
        return push(content(event));
    }

    /**
     * Sends a record, past the publisher and its rules.
     *
     * @param topic the topic, without the prefix
     * @param key the key, or null
     * @param value the value, or null
     * @param headers the headers
     * @return the record on its way
     */
    public Sending push(String topic, byte[] key, byte[] value, List<Header> headers) {
        return push(content(topic, key, value, headers));
    }

    private Sending push(SentContent content) {
        StreamConnection open = connection;
        if (open == null) {
            throw new IllegalStateException("The stream is not open: nothing can be pushed");
        }
        if (silentKind() != null) {
            throw new IllegalStateException(
                    "The stream is of the kind " + kind + ", which delivers nothing. Choose memory or kafka,"
                            + " with quarkus.eventstream.stream");
        }
        requireSettled(content.fullTopic());
        Sending sending = journal.send(null, content);
        open.send(content.record(), SEND_TIMEOUT, (written, error) -> journal.answered(sending, written, error));
        return sending;
    }

    /** What is published before it is settled where a group begins may be passed over. */
    private void requireSettled(String fullTopic) {
        if (!journal.await(SETTLING, () -> journal.unsettled(fullTopic).isEmpty())) {
            throw new IllegalStateException("Nothing can be pushed to " + fullTopic + ": these listeners do not listen after "
                    + SETTLING.toSeconds() + " s: " + ids(journal.unsettled(fullTopic))
                    + ". Is the broker there, and does another instance hold all partitions?");
        }
    }

    /**
     * Whether all listeners that a record concerns have dealt with it: a listener that its failure policy has stopped has, too.
     *
     * @param sending the record
     * @return false while it is on its way, or waits for a listener
     */
    public boolean isDealtWith(Sending sending) {
        return journal.read(books -> sending.books() != books || sending.isAnswered()
                && (sending.written() == null || entry(sending).isDealtWith()));
    }

    /**
     * Whether a record can't be dealt with before a test advances the time, which it has stopped.
     *
     * @param sending the record
     * @return false if something else may still happen
     */
    public boolean isHeldUp(Sending sending) {
        WrittenRecord written = sending.written();
        return written != null && heldUp(null).stream().map(BlockedRecord::record).anyMatch(record -> record
                .topic().equals(sending.content().topic()) && record.partition() == written.partition()
                && record.offset() == written.offset());
    }

    /** Guarded by the journal. */
    private RecordEntry entry(Sending sending) {
        return sending.books().records().get(Place.of(sending.written()));
    }

    /**
     * How it stands with a record.
     *
     * @param sending the record
     * @return null if it is still on its way
     * @throws IllegalStateException if it could not be written, with the reason; or if the books have been begun anew
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
