package io.quarkiverse.eventstream.runtime.dev.ui;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.runtime.bus.EventStreams;
import io.quarkiverse.eventstream.runtime.bus.StreamAccess;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.spi.Broker;
import io.quarkiverse.eventstream.spi.Registration;
import io.quarkus.runtime.annotations.DevMCPEnableByDefault;
import io.quarkus.runtime.annotations.JsonRpcDescription;

/**
 * The page with the live tail of a topic. The page asks for new records instead of subscribing to a stream of them: the Dev UI does not
 * cancel the subscriptions of a browser that is gone, and mixes up those of two browsers.
 */
public class TailService {

    private static final int MOST_RECORDS = 1000;
    private static final int MOST_TAILS = 20;
    private static final long READ_MILLIS = 5_000;

    @Inject
    EventStreams streams;

    @Inject
    ObservedStreams observed;

    @Inject
    EventCodec codec;

    private final Map<String, OpenTail> open = new ConcurrentHashMap<>();

    private record OpenTail(TopicTail tail, TailBuffer buffer) {}

    /**
     * New records of a topic.
     *
     * @param state what the tail does, or why it has ended
     * @param ended whether it has ended
     * @param passedOver how many records gave way to newer ones
     */
    public record TailView(String state, boolean ended, long passedOver, List<RecordView> records) {}

    /** The topics that the application uses, without the prefix. */
    public List<String> topics(String stream) {
        StreamAccess access = access(stream);
        String prefix = access.names().fullTopic("");
        Stream<String> ofListeners = access.registrations().stream().map(Registration::deadLetterTopic);
        return Stream.concat(observed.get(stream).topics().stream(), ofListeners)
                .map(topic -> topic.startsWith(prefix) ? topic.substring(prefix.length()) : topic)
                .collect(Collectors.toCollection(TreeSet::new)).stream().toList();
    }

    /** Begins a tail. The outcome's message is its id. */
    public Outcome openTail(String stream, String topic, String from, String limit, String name, String namespace, String key) {
        return Outcome.of(() -> {
            open.values().removeIf(old -> old.tail().isEnded());
            if (open.size() >= MOST_TAILS) {
                throw new IllegalStateException("Too many tails are open. Close their pages");
            }
            OpenTail tail = tail(stream, topic, Offset.parse(from), limit, TailFilter.of(name, namespace, key));
            String id = UUID.randomUUID().toString();
            open.put(id, tail);
            tail.tail().start();
            return id;
        });
    }

    private OpenTail tail(String stream, String topic, Offset from, String limit, TailFilter filter) {
        StreamAccess access = access(stream);
        Broker broker = access.connection().broker().orElseThrow(
                () -> new IllegalStateException("This stream delivers nothing, so there is nothing to read"));
        if (topic == null || topic.isBlank()) {
            throw new IllegalArgumentException("Choose a topic");
        }
        int records = limit == null || limit.isBlank() ? 100 : Integer.parseInt(limit.strip());
        TailBuffer buffer = new TailBuffer(Math.max(1, Math.min(records, MOST_RECORDS)), from.kind() != Offset.Kind.LATEST);
        TopicTail tail = new TopicTail(broker, access.names().fullTopic(topic.strip()), from, buffer, record -> {
            RecordView view = RecordView.of(record, codec);
            if (filter.selects(view)) {
                buffer.add(view);
            }
        });
        return new OpenTail(tail, buffer);
    }

    /** The records of a tail since the last call. */
    public TailView readTail(String id, Boolean paused) {
        OpenTail found = open.get(id);
        if (found == null) {
            return new TailView("closed", true, 0, List.of());
        }
        found.tail().asked(Boolean.TRUE.equals(paused));
        boolean ended = found.tail().isEnded();
        if (ended) {
            open.remove(id);
        }
        return new TailView(found.tail().state(), ended, found.buffer().takePassedOver(), found.buffer().take());
    }

    /** Ends a tail. */
    public Outcome closeTail(String id) {
        OpenTail found = open.remove(id);
        if (found != null) {
            found.tail().close();
        }
        return new Outcome(found != null, "closed");
    }

    @JsonRpcDescription("Reads records of a topic, with their envelope, payload and headers, without a group and without moving any"
            + " offset. Returns after the limit, at the end of the topic, or after 5 seconds. Parameters: stream, its name as the method"
            + " listeners returns it; topic, without the prefix; from: earliest, an offset, or an instant such as 2026-11-24T06:00:00Z;"
            + " limit, how many records at most, such as 20; name, only events whose name contains this, empty for all; key, only"
            + " records whose key contains this, empty for all")
    @DevMCPEnableByDefault
    public TailView readTopic(String stream, String topic, String from, String limit, String name, String key)
            throws InterruptedException {
        OpenTail reading = tail(stream, topic, Offset.parse(from), limit, TailFilter.of(name, "", key));
        reading.tail().start();
        try {
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(READ_MILLIS);
            while (!reading.tail().isEnded() && !reading.tail().isAtEnd() && !reading.buffer().isFull()
                    && System.nanoTime() - deadline < 0) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            List<RecordView> records = reading.buffer().take();
            return new TailView(reading.tail().state(), reading.tail().isEnded(), reading.buffer().takePassedOver(),
                    records.subList(0, Math.min(records.size(), reading.buffer().capacity())));
        } finally {
            reading.tail().close();
        }
    }

    private StreamAccess access(String stream) {
        return streams.access(observed.get(stream).name());
    }

    @PreDestroy
    void closeAll() {
        open.values().forEach(tail -> tail.tail().close());
        open.clear();
    }
}
