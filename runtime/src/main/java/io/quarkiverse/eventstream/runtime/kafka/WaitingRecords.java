package io.quarkiverse.eventstream.runtime.kafka;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.quarkiverse.eventstream.PublishOverloadException;
import io.quarkiverse.eventstream.runtime.config.PublishConfig;
import io.quarkus.runtime.configuration.MemorySize;

/** Counts the records that wait for Kafka's client in all lanes, and their bytes, up to the configured bounds. Thread-safe. */
final class WaitingRecords {

    /** By default they may take an eighth of the heap. */
    private static final int PART_OF_HEAP = 8;

    private final KafkaSettings settings;
    private final String brokers;
    private final InFlightCount inFlight;
    private final int maxCount;
    private final long maxBytes;
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    WaitingRecords(KafkaSettings settings, String brokers, InFlightCount inFlight) {
        PublishConfig config = settings.config().publish();
        this.settings = settings;
        this.brokers = brokers;
        this.inFlight = inFlight;
        this.maxCount = config.maxWaiting();
        this.maxBytes = config.maxWaitingMemory().map(MemorySize::asLongValue)
                .orElse(Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
    }

    int count() {
        return count.get();
    }

    boolean areNone() {
        return count.get() == 0;
    }

    /** Counts a record, unless a bound is reached. If it is counted, {@link #remove} must follow. */
    Optional<PublishOverloadException> add(PendingRecord record) {
        boolean isOneTooMany = count.incrementAndGet() > maxCount;
        long allBytes = bytes.addAndGet(record.size());
        // A single waiting record may have any size.
        if (!isOneTooMany && (allBytes <= maxBytes || allBytes <= record.size())) {
            return Optional.empty();
        }
        remove(record);
        return Optional.of(overload(isOneTooMany));
    }

    private PublishOverloadException overload(boolean isOneTooMany) {
        return new PublishOverloadException(inFlight.count() + " records are in flight to " + brokers + " and "
                + (isOneTooMany
                        ? maxCount + " events wait, which is the bound (" + settings.key("publish.max-waiting")
                        : "the events that wait take " + maxBytes + " bytes of memory, which is the bound ("
                                + settings.key("publish.max-waiting-memory"))
                + "). Slow down, and publish the event again");
    }

    void remove(PendingRecord record) {
        count.decrementAndGet();
        bytes.addAndGet(-record.size());
    }
}
