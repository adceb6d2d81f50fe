package io.quarkiverse.eventstream.test;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

import io.quarkiverse.eventstream.EventHeader;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.test.observe.StreamRecorder;
import io.quarkiverse.eventstream.test.observed.ObservedInvocation;
import io.quarkiverse.eventstream.test.observed.ObservedRecord;
import io.quarkiverse.eventstream.test.observed.PublishedEvent;

/**
 * Observes a stream of the application from the beginning of the test, and pushes events to its listeners:
 *
 * <pre>{@code
 * @Inject
 * ObservedEvents events;
 *
 * @Test
 * void anOrderIsBilled() {
 *     events.push(OutgoingEvent.builder("orderCreated").topic("orders").payload(order).build()).await();
 *
 *     await().published(events).to("bills").named("billSent").withPayload(bill).once();
 * }
 * }</pre>
 *
 * It works on every stream that delivers events, such as {@code memory} and {@code kafka}; on {@code stdout} and {@code none} it
 * observes publishing only. The injected instance observes the stream without a name; {@link #stream} returns the others.
 * {@link EventAssertions} checks the observations.
 * <p>
 * <b>What counts.</b> In a {@code @QuarkusTest}, observation starts again before each test and before its {@code @BeforeEach}
 * methods. From then on, events that are published or pushed count, and records that the application gets for the first time. A
 * record that the application knew before does not count, however late it is delivered or redelivered; nor does a record whose
 * publication began before. Events that a late invocation publishes do count: therefore a test first waits for up to two seconds
 * until the events of the previous test are settled. A test that must not depend on that ends with
 * {@code await().nothingLost(events)}.
 * <p>
 * <b>When listeners listen.</b> On Kafka it takes a moment until a listener that begins at the latest offset is in position; it
 * misses events that are published before. Therefore the first test waits for up to ten seconds until all listeners are in
 * position. After registering a listener, a test calls {@code await().listening(events)}.
 * <p>
 * <b>Limits.</b> 50,000 entries (sent events, records and invocations together) or 100 MiB. Beyond that, every query throws an
 * {@link IllegalStateException} until {@link #reset()}.
 * <p>
 * Thread-safe. Methods must not be called on an event loop, unless their documentation allows any thread.
 */
public final class ObservedEvents {

    /** Truncated JSON. */
    private static final String BROKEN = "{\"name\":";

    private final StreamRecorder recorder;
    private final Function<String, ObservedEvents> streams;

    /**
     * Not for tests: they inject it, or get it from a {@link StandaloneStream}.
     *
     * @param recorder the observations
     * @param streams finds another stream by its name
     */
    public ObservedEvents(StreamRecorder recorder, Function<String, ObservedEvents> streams) {
        this.recorder = recorder;
        this.streams = streams;
    }

    StreamRecorder recorder() {
        return recorder;
    }

    /**
     * Returns the observations of another stream of the application.
     *
     * @param name the name, as in {@link io.quarkiverse.eventstream.EventStreamName}
     * @return the observed stream
     * @throws IllegalArgumentException if no stream of that name is open
     */
    public ObservedEvents stream(String name) {
        return streams.apply(Objects.requireNonNull(name, "name"));
    }

    /**
     * All publications of the application, also failed ones: one for each topic of an event. Pushed events are not among them. May
     * be called on any thread.
     *
     * @return a snapshot, in the order in which publishing began
     */
    public List<PublishedEvent> published() {
        return recorder.published();
    }

    /**
     * All invocations of listeners. May be called on any thread.
     *
     * @return a snapshot, in the order in which they began
     */
    public List<ObservedInvocation> invocations() {
        return recorder.invocations();
    }

    /**
     * All records: those that were published or pushed, and others that a consumer of the application has fetched, also those that
     * concern no listener. May be called on any thread.
     *
     * @return a snapshot, in the order in which they were first observed
     */
    public List<ObservedRecord> records() {
        return recorder.records();
    }

    /**
     * Sends an event to its topic as another service would: it bypasses the application's publisher and the validation. It is not
     * one of the {@linkplain #published() published} ones. Waits until the listeners of the topic are in position.
     *
     * @param event the event, with one topic; not null
     * @return the record on its way to the listeners
     * @throws IllegalArgumentException if the event cannot be encoded, or has no topic or several
     * @throws IllegalStateException if the stream delivers nothing or is not open, or if the listeners are not in position
     *         within ten seconds
     */
    public PushedRecord push(OutgoingEvent event) {
        return new PushedRecord(recorder, recorder.push(Objects.requireNonNull(event, "event")));
    }

    /**
     * Sends a record with a binary value. Waits until the listeners of the topic are in position.
     *
     * @param topic the topic, without the prefix; not null
     * @param key the key; may be null
     * @param value the value; may be null
     * @param headers the headers
     * @return the record on its way to the listeners
     * @throws IllegalStateException if the stream delivers nothing or is not open, or if the listeners are not in position
     *         within ten seconds
     */
    public PushedRecord pushRecord(String topic, String key, byte[] value, EventHeader... headers) {
        List<Header> all = Stream.of(headers).<Header>map(header -> new RecordHeader(header.name(), header.value())).toList();
        return new PushedRecord(recorder, recorder.push(Objects.requireNonNull(topic, "topic"), bytes(key), value, all));
    }

    /**
     * Sends a record with a value of text, in UTF-8. Waits until the listeners of the topic are in position.
     *
     * @param topic the topic, without the prefix; not null
     * @param key the key; may be null
     * @param value the value, such as an envelope in JSON; may be null, see {@link #pushTombstone}
     * @param headers the headers
     * @return the record on its way to the listeners
     * @throws IllegalStateException if the stream delivers nothing or is not open, or if the listeners are not in position
     *         within ten seconds
     */
    public PushedRecord pushRecord(String topic, String key, String value, EventHeader... headers) {
        return pushRecord(topic, key, bytes(value), headers);
    }

    /**
     * Sends a record without a value, which deletes its key from a compacted topic. Waits until the listeners of the topic are in
     * position.
     *
     * @param topic the topic, without the prefix; not null
     * @param key the key; may be null
     * @return the record on its way to the listeners
     * @throws IllegalStateException if the stream delivers nothing or is not open, or if the listeners are not in position
     *         within ten seconds
     */
    public PushedRecord pushTombstone(String topic, String key) {
        return pushRecord(topic, key, (byte[]) null);
    }

    /**
     * Sends a record that is undecodable: its value is no valid envelope. Waits until the listeners of the topic are in position.
     *
     * @param topic the topic, without the prefix; not null
     * @return the record on its way to the listeners
     * @throws IllegalStateException if the stream delivers nothing or is not open, or if the listeners are not in position
     *         within ten seconds
     */
    public PushedRecord pushUndecodable(String topic) {
        return pushRecord(topic, null, BROKEN);
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Starts observation again, as before each test. May be called on any thread.
     */
    public void reset() {
        recorder.reset();
    }
}
