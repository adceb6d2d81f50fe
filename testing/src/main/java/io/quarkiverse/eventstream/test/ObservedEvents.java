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

/**
 * What a stream of the application did since the test began, and a way to push events at its listeners:
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
 * It works on any stream that delivers, be it {@code memory} or {@code kafka}; on {@code stdout} and {@code none} it knows what is
 * published. What is injected observes the stream without a name; {@link #stream} has the others. {@link EventAssertions} asks it.
 * <p>
 * <b>What counts.</b> In a {@code @QuarkusTest} the books are begun anew before each test, and before its {@code @BeforeEach}
 * methods. From then on counts what is published, pushed or met for the first time. A record of which the application knew
 * before does not count, however late it is delivered, or delivered again; nor does a record whose publication began before.
 * What a late call of a listener publishes does count: so before it begins anew, a test waits for up to two seconds for
 * listeners that are still at events of the one before. A test that must not depend on that ends with
 * {@code await().nothingLost(events)}.
 * <p>
 * <b>Since when listeners listen.</b> On Kafka it takes a moment until a listener that begins at the latest offset knows which that
 * is; what is published before passes it by. So the first test waits for up to ten seconds until all listeners have begun. For those
 * that a test registers itself there is {@code await().listening(events)}.
 * <p>
 * <b>How much.</b> 50,000 entries, or 100 MiB: events sent, records and calls, together. When there are more, every question ends in an
 * {@link IllegalStateException}, until {@link #reset()}.
 * <p>
 * Thread-safe. Nothing here must be called on an event loop, except for what says so.
 */
public final class ObservedEvents {

    /** Neither JSON nor anything else. */
    private static final String BROKEN = "{\"name\":";

    private final StreamRecorder recorder;
    private final Function<String, ObservedEvents> streams;

    /**
     * Not for tests: they inject it, or ask a {@link StandaloneStream}.
     *
     * @param recorder keeps the books
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
     * Another stream of the application.
     *
     * @param name the name, as in {@link io.quarkiverse.eventstream.EventStreamName}
     * @return what it did
     * @throws IllegalArgumentException if no stream of that name is open
     */
    public ObservedEvents stream(String name) {
        return streams.apply(Objects.requireNonNull(name, "name"));
    }

    /**
     * What the application has published, or tried to, once for each topic. What was pushed is not part of it. May be called on any
     * thread.
     *
     * @return a snapshot, in the order in which publishing began
     */
    public List<PublishedEvent> published() {
        return recorder.published();
    }

    /**
     * All calls of listeners. May be called on any thread.
     *
     * @return a snapshot, in the order in which they began
     */
    public List<ObservedCall> calls() {
        return recorder.calls();
    }

    /**
     * All records: those that were published or pushed, and others that came to a consumer of the application, also those that no
     * listener wanted. May be called on any thread.
     *
     * @return a snapshot, in the order in which they were first heard of
     */
    public List<ObservedRecord> records() {
        return recorder.records();
    }

    /**
     * Sends an event to its topic as another service would: past the application's own publisher and past the rules of
     * validation. It is not one of the {@linkplain #published() published} ones. Waits until the listeners of the topic listen.
     *
     * @param event the event, with one topic; not null
     * @return the record on its way to the listeners
     * @throws IllegalArgumentException if the event can't be encoded, or has not one topic
     * @throws IllegalStateException if the stream delivers nothing, is not open, or its listeners don't listen within ten seconds
     */
    public PushedRecord push(OutgoingEvent event) {
        return new PushedRecord(recorder, recorder.push(Objects.requireNonNull(event, "event")));
    }

    /**
     * Sends a record as it is. Waits until the listeners of the topic listen.
     *
     * @param topic the topic, without the prefix; not null
     * @param key the key; may be null
     * @param value the value; may be null
     * @param headers the headers
     * @return the record on its way to the listeners
     * @throws IllegalStateException if the stream delivers nothing, is not open, or its listeners don't listen within ten seconds
     */
    public PushedRecord pushRecord(String topic, String key, byte[] value, EventHeader... headers) {
        List<Header> all = Stream.of(headers).<Header>map(header -> new RecordHeader(header.name(), header.value())).toList();
        return new PushedRecord(recorder, recorder.push(Objects.requireNonNull(topic, "topic"), bytes(key), value, all));
    }

    /**
     * Sends a record with a value of text, in UTF-8. Waits until the listeners of the topic listen.
     *
     * @param topic the topic, without the prefix; not null
     * @param key the key; may be null
     * @param value the value, such as an envelope in JSON; may be null, see {@link #pushTombstone}
     * @param headers the headers
     * @return the record on its way to the listeners
     * @throws IllegalStateException if the stream delivers nothing, is not open, or its listeners don't listen within ten seconds
     */
    public PushedRecord pushRecord(String topic, String key, String value, EventHeader... headers) {
        return pushRecord(topic, key, bytes(value), headers);
    }

    /**
     * Sends a record without a value, which stands for the end of its key on a compacted topic. Waits until the listeners of the topic
     * listen.
     *
     * @param topic the topic, without the prefix; not null
     * @param key the key; may be null
     * @return the record on its way to the listeners
     * @throws IllegalStateException if the stream delivers nothing, is not open, or its listeners don't listen within ten seconds
     */
    public PushedRecord pushTombstone(String topic, String key) {
        return pushRecord(topic, key, (byte[]) null);
    }

    /**
     * Sends a record that is no event, as any listener of the topic may meet it. Waits until the listeners of the topic listen.
     *
     * @param topic the topic, without the prefix; not null
     * @return the record on its way to the listeners
     * @throws IllegalStateException if the stream delivers nothing, is not open, or its listeners don't listen within ten seconds
     */
    public PushedRecord pushBroken(String topic) {
        return pushRecord(topic, null, BROKEN);
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Begins the books anew, as before each test. May be called on any thread.
     */
    public void reset() {
        recorder.reset();
    }
}
