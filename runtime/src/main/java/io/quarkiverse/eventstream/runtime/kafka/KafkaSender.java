package io.quarkiverse.eventstream.runtime.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.PublishOverloadException;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.runtime.kafka.Progress.Gone;
import io.quarkiverse.eventstream.runtime.kafka.Progress.Waiting;
import io.quarkiverse.eventstream.runtime.thread.BusThreads;
import io.quarkiverse.eventstream.spi.SendCallback;
import io.vertx.core.Context;

/**
 * Sends records with one Kafka producer, without ever blocking the caller.
 * <p>
 * Kafka's client would block while it doesn't know the topic or has no room; the bus configures it not to wait, so it refuses such a record
 * at once, and the record waits in the {@link TopicLane} of its topic instead. Once the client has taken a record, retries and order are
 * the client's: it is idempotent, and bounded by the same timeout.
 * <p>
 * The client is made when it is needed, or before: a service that only listens has none, holds no connection for it, and needs no right to
 * write.
 *
 * <pre>
 * OPEN ──close──▶ DRAINING ──all is sent, or time is up──▶ ABANDONING
 *   └───────────── the timer is shut down ─────────────────────┘
 * </pre>
 */
final class KafkaSender implements PendingRecord.Sender {

    private enum State {
        /** Sends. */
        OPEN,
        /** Sends the records that wait, and fails new ones. */
        DRAINING,
        /** Fails the records that wait as well. */
        ABANDONING
    }

    private static final long RECHECK_MILLIS = 10;
    private static final long RECHECK_PRODUCER_MILLIS = 20;
    private static final int MAX_IN_FLIGHT = 1_000_000;

    private final String brokers;
    private final Duration defaultTimeout;
    private final BusThreads threads;
    private final ProducerSlot producers;
    private final Map<String, TopicLane> lanes = new ConcurrentHashMap<>();
    private final InFlightCount inFlight;
    private final RecordWeight weight;
    private final WaitingRecords waiting;
    private final Recheck recheck;
    private final SenderWatch watch;
    private final PublishFailures failures;
    private final Refusals refusals;
    private volatile State state = State.OPEN;

    KafkaSender(KafkaProperties properties, KafkaSettings settings, BusThreads threads, ClientEvents events,
            ConnectionDiagnosis diagnosis, TopicDiagnosis topics) {
        int maxInFlight = Math.min(settings.config().publish().maxInFlight(), MAX_IN_FLIGHT);
        this.brokers = properties.bootstrapServers();
        this.defaultTimeout = settings.config().publish().timeout();
        this.threads = threads;
        this.producers = new ProducerSlot(properties, settings, maxInFlight, events);
        this.inFlight = new InFlightCount(maxInFlight);
        this.weight = RecordWeight.of(properties.bufferMemory(), maxInFlight);
        this.waiting = new WaitingRecords(settings, brokers, inFlight);
        this.recheck = new Recheck(threads.timer(), this::recheckLanes, this::abandon);
        this.watch = new SenderWatch(producers, diagnosis, topics, threads, lanes.values());
        this.failures = new PublishFailures(brokers, settings.config().publish(), diagnosis, topics);
        this.refusals = new Refusals(settings, failures);
    }

    /**
     * Makes the client now, which takes a while, unless it exists. An event loop does not wait for it.
     *
     * @throws EventStreamException if it can't be made, with the reason
     */
    void prepare() {
        watch.start();
        if (Context.isOnEventLoopThread()) {
            makeProducerSoon();
        } else {
            producers.make();
        }
    }

    /** Whether the client exists. */
    boolean isPrepared() {
        return producers.current() != null;
    }

    /** Neither the caller nor the timer may be blocked: records wait. */
    private void makeProducerSoon() {
        producers.makeOn(threads.own(), reason -> lanes.values().forEach(lane -> lane.workOff(pending -> {
            waiting.remove(pending);
            return fail(pending, reason);
        })));
        recheck.runIn(RECHECK_PRODUCER_MILLIS);
    }

    void send(ProducerRecord<byte[], byte[]> record, Duration timeout, SendCallback callback) {
        TopicLane lane = lanes.get(record.topic());
        if (lane == null) {
            lane = lanes.computeIfAbsent(record.topic(), this::newLane);
        }
        PendingRecord pending = new PendingRecord(record, weight.of(record), timeout, callback, lane, this);
        if (state != State.OPEN) {
            pending.failed(new EventStreamException("The stream is closed: the application is stopping"));
            return;
        }
        // Other records of the topic wait already, so this one waits, too.
        Progress progress = lane.isEmpty() ? advance(pending) : Waiting.FOR_CLIENT;
        if (progress instanceof Waiting) {
            queue(pending);
        } else if (progress == Gone.TAKEN && timeout.compareTo(defaultTimeout) < 0) {
            setDeadline(pending);
        }
    }

    private TopicLane newLane(String topic) {
        watch.start();
        return new TopicLane(topic, inFlight);
    }

    private void queue(PendingRecord pending) {
        Optional<PublishOverloadException> overload = waiting.add(pending);
        if (overload.isPresent()) {
            pending.failed(overload.get());
            return;
        }
        setDeadline(pending);
        pending.lane().add(pending);
        recheck.runIn(0);
    }

    /**
     * Fails the record when its time is up. A record that the client took at once needs no deadline for the default timeout: the client's
     * own delivery timeout is the same.
     */
    private void setDeadline(PendingRecord pending) {
        Runnable timeUp = () -> pending.failed(new TimeoutException("The time is up"));
        try {
            pending.deadline(threads.timer().schedule(timeUp, pending.timeout().toNanos(), TimeUnit.NANOSECONDS));
        } catch (RejectedExecutionException e) {
            pending.failed(new EventStreamException("The stream is closed: the application is stopping", e));
        }
    }

    /** Takes a record as far as possible on its way to Kafka's client. */
    private Progress advance(PendingRecord pending) {
        WatchedProducer producer = producers.current();
        if (producer == null) {
            return Waiting.FOR_CLIENT;
        }
        long number = pending.lane().begin(pending.weight());
        if (number == InFlightCount.FULL) {
            return Waiting.FOR_CLIENT;
        }
        Handover handover;
        try {
            if (pending.lane().firstRecords(producer).admit(pending) instanceof Waiting wait) {
                pending.lane().released(pending.weight());
                return wait;
            }
            handover = producer.take(pending, number);
        } catch (RuntimeException e) {
            handover = new Handover.Refused(e);
        }
        if (handover instanceof Handover.Refused refused) {
            return refused(pending, refused.reason(), producer);
        }
        pending.lane().noteKnown();
        return Gone.TAKEN;
    }

    private Progress refused(PendingRecord pending, Throwable reason, WatchedProducer producer) {
        letGoOf(pending);
        return refusals.judge(pending, reason, producer.metadata()) instanceof Refusals.GiveUp giveUp
                ? fail(pending, giveUp.reason())
                : Waiting.FOR_CLIENT;
    }

    private static Progress fail(PendingRecord pending, Throwable reason) {
        pending.failed(reason);
        return Gone.FAILED;
    }

    private static void letGoOf(PendingRecord pending) {
        pending.letGoOfPartition();
        pending.lane().released(pending.weight());
    }

    @Override
    public void released(PendingRecord pending) {
        letGoOf(pending);
        if (!waiting.areNone()) {
            recheck.runIn(0);
        }
    }

    @Override
    public void ended(PendingRecord pending, WrittenRecord written, Throwable error) {
        if (written != null) {
            watch.noteProgress(pending.lane());
        }
        pending.invokeCallback(written, error == null ? null : failures.explained(error, pending));
    }

    private void recheckLanes() {
        if (producers.current() == null && state == State.OPEN) {
            if (!waiting.areNone()) {
                makeProducerSoon();
            }
            return;
        }
        workOffLanes();
        if (!waiting.areNone()) {
            recheck.runIn(RECHECK_MILLIS);
        }
    }

    private void workOffLanes() {
        lanes.values().forEach(lane -> lane.workOff(this::advanceWaiting));
    }

    private Progress advanceWaiting(PendingRecord pending) {
        Progress progress = state == State.ABANDONING
                ? fail(pending, new EventStreamException("The application stopped before the event was written"))
                : pending.hasEnded() ? Gone.FAILED : advance(pending);
        if (progress instanceof Gone) {
            waiting.remove(pending);
        }
        return progress;
    }

    /** The records in flight, and those that wait. */
    String state() {
        return "at " + brokers + ", " + inFlight.count() + " records in flight, " + waiting.count()
                + " events waiting to be sent";
    }

    /** Never decreases. */
    long retries() {
        return producers.retries();
    }

    /** Waits until the records in flight are answered, up to a timeout; then fails the rest. */
    void close(Duration timeout) {
        enter(State.DRAINING);
        watch.close();
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!waiting.areNone() && System.nanoTime() < deadline) {
            workOffLanes();
            if (!waiting.areNone() && !pauseBriefly()) {
                break;
            }
        }
        enter(State.ABANDONING);
        try {
            producers.close(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        } finally {
            workOffLanes();
        }
    }

    private void abandon() {
        enter(State.ABANDONING);
        workOffLanes();
    }

    /** Only forward. */
    private synchronized void enter(State next) {
        if (next.compareTo(state) > 0) {
            state = next;
        }
    }

    private static boolean pauseBriefly() {
        try {
            TimeUnit.MILLISECONDS.sleep(RECHECK_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
