package io.quarkiverse.eventstream.runtime.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.PublishOverloadException;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.runtime.config.PublishConfig;
import io.quarkiverse.eventstream.runtime.kafka.FirstRecords.Admission;
import io.quarkiverse.eventstream.runtime.kafka.TopicLane.Progress;
import io.quarkiverse.eventstream.runtime.thread.BusThreads;
import io.quarkiverse.eventstream.spi.SendCallback;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Context;

/**
 * Sends records with one Kafka producer, without ever blocking the caller.
 * <p>
 * Kafka's client would block while it doesn't know the topic or has no room; here it is told not to wait, so it refuses such a
 * record at once, and the record waits in the {@link TopicLane} of its topic instead. Once the client has taken a record,
 * retries and order are the client's: it is idempotent, and bounded by the same timeout.
 * <p>
 * The client is made when it is needed, or before: a service that only listens has none, holds no connection for it, and needs no
 * right to write.
 */
final class KafkaSender implements PendingRecord.Sender {

    private static final Logger LOG = Logger.getLogger(KafkaSender.class);
    private static final long LOOK_AGAIN_MILLIS = 10;
    private static final long LOOK_FOR_PRODUCER_MILLIS = 20;
    private static final long WATCH_MILLIS = 1000;
    private static final int MOST_IN_FLIGHT = 1_000_000;
    /** For what waits, unless the configuration says otherwise. */
    private static final int PART_OF_HEAP = 8;

    private final ScheduledFuture<?> watch;
    private final ProducerSlot producers;
    private final PublishConfig config;
    private final KafkaSettings settings;
    private final String brokers;
    private final ConnectionDiagnosis diagnosis;
    private final PublishFailures failures;
    private final Refusals refusals;
    private final BusThreads threads;
    private final Map<String, TopicLane> lanes = new ConcurrentHashMap<>();
    private final InFlightCount inFlight;
    private final long bytesOfOne;
    private final int mostOfOne;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final long maxWaitingBytes;
    private final AtomicBoolean lookingAgain = new AtomicBoolean();
    private final AtomicBoolean making = new AtomicBoolean();
    private volatile boolean progressed;
    private boolean stalled;
    private volatile boolean closed;
    private volatile boolean abandoning;

    KafkaSender(KafkaProperties properties, KafkaSettings settings, BusThreads threads, ClientEvents events,
            ConnectionDiagnosis diagnosis) {
        this.settings = settings;
        this.config = settings.config().publish();
        int maxInFlight = Math.min(config.maxInFlight(), MOST_IN_FLIGHT);
        this.inFlight = new InFlightCount(maxInFlight);
        this.bytesOfOne = Math.max(1, properties.bufferMemory() / maxInFlight);
        this.mostOfOne = Math.max(1, maxInFlight / 4);
        this.maxWaitingBytes = config.maxWaitingMemory().map(MemorySize::asLongValue)
                .orElse(Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
        this.brokers = properties.bootstrapServers();
        this.diagnosis = diagnosis;
        this.failures = new PublishFailures(brokers, config, diagnosis);
        this.refusals = new Refusals(settings, failures);
        this.threads = threads;
        this.producers = new ProducerSlot(properties, settings, maxInFlight, events);
        this.watch = threads.timer().scheduleWithFixedDelay(this::watchProducer, WATCH_MILLIS, WATCH_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    /**
     * Makes the client now, which takes a while, unless it is there. An event loop does not wait for it.
     *
     * @throws EventStreamException if it can't be made, with the reason
     */
    void prepare() {
        if (Context.isOnEventLoopThread()) {
            makeProducerSoon();
        } else {
            producers.make();
        }
    }

    /** Whether the client is there. */
    boolean isPrepared() {
        return producers.current() != null;
    }

    /** The caller must not be blocked, and nor must the timer: records wait. */
    private void makeProducerSoon() {
        if (producers.isDue() && making.compareAndSet(false, true)) {
            threads.own().execute(this::makeProducer);
        }
        lookAgainIn(LOOK_FOR_PRODUCER_MILLIS);
    }

    private void makeProducer() {
        try {
            producers.make();
        } catch (EventStreamException e) {
            lanes.values().forEach(lane -> lane.workOff(pending -> failedWaiting(pending, e)));
        } finally {
            making.set(false);
        }
    }

    void send(ProducerRecord<byte[], byte[]> record, Duration timeout, SendCallback callback) {
        TopicLane lane = lanes.get(record.topic());
        if (lane == null) {
            lane = lanes.computeIfAbsent(record.topic(), topic -> new TopicLane(topic, inFlight));
        }
        PendingRecord pending = new PendingRecord(record, weight(record), timeout, callback, lane, this);
        if (closed) {
            pending.failed(new EventStreamException("The stream is closed: the application is stopping"));
            return;
        }
        boolean ownTimeout = timeout.compareTo(config.timeout()) < 0;
        if (lane.isEmpty() && advance(pending) == Progress.GONE) {
            if (ownTimeout) {
                watch(pending);
            }
        } else {
            queue(pending);
        }
    }

    /** So that what may be in flight also fits into the client's memory: large records would take it from those of other topics. */
    private int weight(ProducerRecord<byte[], byte[]> record) {
        long bytes = (record.key() == null ? 0L : record.key().length) + (record.value() == null ? 0L : record.value().length);
        return (int) Math.min(1 + bytes / bytesOfOne, mostOfOne);
    }

    private void queue(PendingRecord pending) {
        boolean isOneTooMany = waiting.incrementAndGet() > config.maxWaiting();
        long bytes = waitingBytes.addAndGet(pending.size());
        if (isOneTooMany || bytes > maxWaitingBytes && bytes > pending.size()) {
            left(pending);
            pending.failed(new PublishOverloadException(inFlight.count() + " records are in flight to " + brokers + " and "
                    + (isOneTooMany
                            ? config.maxWaiting() + " events wait, which is the bound (" + settings.key("publish.max-waiting")
                            : "the events that wait take " + maxWaitingBytes + " bytes of memory, which is the bound ("
                                    + settings.key("publish.max-waiting-memory"))
                    + "). Slow down, and publish the event again"));
            return;
        }
        watch(pending);
        pending.lane().add(pending);
        lookAgainIn(0);
    }

    private void left(PendingRecord pending) {
        waiting.decrementAndGet();
        waitingBytes.addAndGet(-pending.size());
    }

    /**
     * Fails the record when its time is up. A record that the client took at once needs no watch for the default timeout: the
     * client's own delivery timeout is the same.
     */
    private void watch(PendingRecord pending) {
        Runnable timeUp = () -> pending.failed(new TimeoutException("The time is up"));
        try {
            pending.deadline(threads.timer().schedule(timeUp, pending.timeout().toNanos(), TimeUnit.NANOSECONDS));
        } catch (RejectedExecutionException e) {
            pending.failed(new EventStreamException("The stream is closed: the application is stopping", e));
        }
    }

    /** Takes a record as far as it goes: to Kafka's client, or to its end. */
    private Progress advance(PendingRecord pending) {
        WatchedProducer producer = producers.current();
        if (producer == null) {
            return Progress.WAITS;
        }
        long number = inFlight.begin(pending.weight());
        if (number == InFlightCount.FULL) {
            return Progress.WAITS;
        }
        if (!pending.lane().begin(pending.weight())) {
            inFlight.end(pending.weight());
            return Progress.WAITS;
        }
        Throwable refusal;
        try {
            Admission admission = pending.lane().firstRecords(producer).admit(pending);
            if (admission != Admission.GO) {
                makeRoom(pending);
                return admission == Admission.WAIT ? Progress.WAITS : Progress.WAITS_FOR_PARTITION;
            }
            refusal = producer.take(pending, number);
        } catch (RuntimeException e) {
            refusal = e;
        }
        if (refusal == null) {
            pending.lane().noteKnown();
            return Progress.GONE;
        }
        pending.letGoOfPartition();
        makeRoom(pending);
        Throwable reason = refusals.reasonToGiveUp(pending, refusal, producer.metadata());
        return reason == null ? Progress.WAITS : failed(pending, reason);
    }

    private void makeRoom(PendingRecord pending) {
        pending.lane().released(pending.weight());
        inFlight.end(pending.weight());
    }

    private Progress failedWaiting(PendingRecord pending, Throwable reason) {
        left(pending);
        return failed(pending, reason);
    }

    private static Progress failed(PendingRecord pending, Throwable reason) {
        pending.failed(reason);
        return Progress.GONE;
    }

    private void watchProducer() {
        if (!closed && producers.isUseless()) {
            threads.own().execute(producers::retireIfUseless);
        }
        boolean stalledBefore = stalled;
        stalled = !progressed && (waiting.get() > 0 || inFlight.count() > 0);
        if (stalled && stalledBefore) {
            diagnosis.examineSoon();
        } else if (progressed) {
            diagnosis.forget();
            producers.resetDelay();
        }
        progressed = false;
    }

    String state() {
        return "at " + brokers + ", " + inFlight.count() + " records in flight, " + waiting + " events waiting to be sent";
    }

    /** Never less than before. */
    long retries() {
        return producers.retries();
    }

    @Override
    public void released(PendingRecord pending) {
        pending.letGoOfPartition();
        makeRoom(pending);
        if (waiting.get() > 0) {
            lookAgainIn(0);
        }
    }

    @Override
    public void ended(PendingRecord pending, WrittenRecord written, Throwable error) {
        if (written != null && !progressed) {
            progressed = true;
        }
        pending.tell(written, error == null ? null : failures.explained(error, pending));
    }

    private void lookAgainIn(long millis) {
        if (lookingAgain.compareAndSet(false, true)) {
            try {
                threads.timer().schedule(this::workOffLanes, millis, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                LOG.debug("The timer has been shut down, nothing is sent any more", e);
                abandoning = true;
                lanes.values().forEach(this::workOff);
            }
        }
    }

    private void workOffLanes() {
        lookingAgain.set(false);
        if (producers.current() == null && !closed) {
            if (waiting.get() > 0) {
                makeProducerSoon();
            }
            return;
        }
        lanes.values().forEach(this::workOff);
        if (waiting.get() > 0) {
            lookAgainIn(LOOK_AGAIN_MILLIS);
        }
    }

    private void workOff(TopicLane lane) {
        lane.workOff(this::advanceWaiting);
    }

    private Progress advanceWaiting(PendingRecord pending) {
        Progress progress = Progress.GONE;
        if (abandoning) {
            pending.failed(new EventStreamException("The application stopped before the event was written"));
        } else if (!pending.hasEnded()) {
            progress = advance(pending);
        }
        if (progress == Progress.GONE) {
            left(pending);
        }
        return progress;
    }

    /**
     * Lets what is in flight end within a time, then fails the rest.
     */
    void close(Duration timeout) {
        closed = true;
        watch.cancel(false);
        long deadline = System.nanoTime() + timeout.toNanos();
        while (waiting.get() > 0 && System.nanoTime() < deadline) {
            lanes.values().forEach(this::workOff);
            if (waiting.get() > 0 && !pauseBriefly()) {
                break;
            }
        }
        abandoning = true;
        try {
            producers.close(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        } finally {
            lanes.values().forEach(this::workOff);
        }
    }

    private static boolean pauseBriefly() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
