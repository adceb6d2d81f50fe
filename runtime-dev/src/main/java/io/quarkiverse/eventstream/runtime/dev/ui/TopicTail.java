package io.quarkiverse.eventstream.runtime.dev.ui;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.spi.Broker;
import io.quarkiverse.eventstream.spi.ConsumerFailure;
import io.quarkiverse.eventstream.spi.ConsumerSettings;

/**
 * Reads a topic for a page: with a consumer and a thread of its own, without a group, so that no offset is committed. Ends when it is
 * closed, or when no page has asked for long.
 */
final class TopicTail {

    /** A page asks twice a second; a browser slows down the timers of a hidden one to one a minute. */
    private static final long ABANDONED_NANOS = TimeUnit.SECONDS.toNanos(90);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long REFRESH_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final Duration CLOSE = Duration.ofSeconds(2);
    private static final int FETCH_BYTES = 1 << 20;

    private final Broker broker;
    private final String topic;
    private final Offset from;
    private final TailBuffer buffer;
    private final java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> records;
    private final List<TopicPartition> assigned = new ArrayList<>();
    private volatile Consumer<byte[], byte[]> consumer;
    private volatile boolean closed;
    private volatile boolean paused;
    private volatile boolean atEnd;
    private volatile String state = "connecting";
    private volatile long lastAsked = System.nanoTime();

    /**
     * Not started.
     *
     * @param topic the topic, with the prefix
     * @param from where to begin in the partitions that there are
     * @param records gets each record, on the thread of this tail
     */
    TopicTail(Broker broker, String topic, Offset from, TailBuffer buffer,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> records) {
        this.broker = broker;
        this.topic = topic;
        this.from = from;
        this.buffer = buffer;
        this.records = records;
    }

    void start() {
        Thread thread = new Thread(this::run, "eventstream-dev-ui-tail");
        thread.setDaemon(true);
        thread.start();
    }

    void close() {
        closed = true;
        Consumer<byte[], byte[]> open = consumer;
        if (open != null) {
            open.wakeup();
        }
    }

    void asked(boolean isPaused) {
        lastAsked = System.nanoTime();
        paused = isPaused;
    }

    boolean isEnded() {
        return closed;
    }

    /** Whether the ends of the partitions were reached. */
    boolean isAtEnd() {
        return atEnd;
    }

    /** What it does, or why it has ended, in a few words. */
    String state() {
        return state;
    }

    private void run() {
        try {
            awaitTopic();
            if (!closed) {
                read();
            }
            state = "closed";
        } catch (WakeupException e) {
            state = "closed";
        } catch (Exception e) {
            state = explained(broker.explain(e));
        } finally {
            closed = true;
        }
    }

    private static String explained(ConsumerFailure failure) {
        return Outcome.text(failure.cause()) + (failure.isTransient() ? "" : ". " + failure.remedy());
    }

    private void awaitTopic() throws Exception {
        while (!isOver() && !broker.topicExists(topic).toCompletableFuture().get(5, TimeUnit.SECONDS)) {
            state = "waiting for the topic " + topic + ", which does not exist yet";
            atEnd = true;
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        }
        atEnd = false;
    }

    private boolean isOver() {
        if (System.nanoTime() - lastAsked > ABANDONED_NANOS) {
            closed = true;
        }
        return closed;
    }

    private void read() throws InterruptedException {
        Consumer<byte[], byte[]> opened = broker.open(new ConsumerSettings(null, topic,
                new ByteArrayDeserializer(), buffer.capacity(), FETCH_BYTES, FETCH_BYTES));
        consumer = opened;
        try {
            assign(opened, from);
            poll(opened);
        } finally {
            consumer = null;
            broker.closing(opened);
            opened.close(CloseOptions.timeout(CLOSE));
        }
    }

    private void poll(Consumer<byte[], byte[]> opened) throws InterruptedException {
        long refreshed = System.nanoTime();
        while (!isOver()) {
            if (paused || buffer.isFull()) {
                state = paused ? "paused" : "waiting for the page";
                TimeUnit.MILLISECONDS.sleep(POLL.toMillis() / 4);
                continue;
            }
            state = "reading";
            try {
                opened.poll(POLL).forEach(records);
            } catch (OffsetOutOfRangeException e) {
                // Deleted by retention, or the topic was created again.
                positions(opened, Offset.EARLIEST, assigned).forEach(opened::seek);
            }
            if (System.nanoTime() - refreshed > REFRESH_NANOS) {
                refreshed = System.nanoTime();
                assign(opened, Offset.EARLIEST);
            }
            atEnd = opened.assignment().stream().allMatch(partition -> opened.currentLag(partition).orElse(1) == 0);
        }
    }

    /** Assigns the partitions that are not assigned yet. */
    private void assign(Consumer<byte[], byte[]> opened, Offset position) {
        List<TopicPartition> added = opened.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .filter(partition -> !assigned.contains(partition)).toList();
        if (!added.isEmpty()) {
            assigned.addAll(added);
            opened.assign(assigned);
            positions(opened, position, added).forEach(opened::seek);
        }
    }

    private static Map<TopicPartition, Long> positions(Consumer<byte[], byte[]> opened,
            Offset offset, Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> ends = opened.endOffsets(partitions);
        Map<TopicPartition, Long> beginnings = opened.beginningOffsets(partitions);
        return switch (offset.kind()) {
            case LATEST -> ends;
            case EARLIEST -> beginnings;
            case ABSOLUTE -> partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> Math.max(
                    beginnings.get(partition), Math.min(offset.position().getAsLong(), ends.get(partition)))));
            case INSTANT -> {
                long time = Math.max(0, offset.instant().orElseThrow().toEpochMilli());
                Map<TopicPartition, OffsetAndTimestamp> found = opened
                        .offsetsForTimes(partitions.stream().collect(Collectors.toMap(partition -> partition,
                                partition -> time)));
                yield partitions.stream().collect(Collectors.toMap(partition -> partition,
                        partition -> found.get(partition) == null ? ends.get(partition) : found.get(partition).offset()));
            }
        };
    }
}
