package io.quarkiverse.eventstream.runtime.listen;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.PayloadException;
import io.quarkiverse.eventstream.runtime.envelope.Envelope;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.envelope.ForeignText;
import io.quarkiverse.eventstream.runtime.envelope.ReceivedEvent;
import io.quarkiverse.eventstream.runtime.envelope.UndecodableException;

/**
 * The delivery of one record to the listeners that it concerns, over as many attempts as it takes. A listener that has
 * succeeded is not called again.
 * <p>
 * Confined to {@link PartitionDelivery}, which makes one attempt at a time.
 */
final class EventDelivery {

    private static final Logger LOG = Logger.getLogger(EventDelivery.class);

    private final ListenerGroup group;
    private final EventCodec codec;
    private final ConsumerRecord<byte[], byte[]> record;
    private final CommitFrontier.Mark mark;
    private ReceivedEvent event;
    private List<PendingCall> pending;
    private int failedReadings;

    EventDelivery(ListenerGroup group, EventCodec codec, ConsumerRecord<byte[], byte[]> record, CommitFrontier.Mark mark) {
        this.group = group;
        this.codec = codec;
        this.record = record;
        this.mark = mark;
    }

    /**
     * Calls the listeners that have not succeeded yet.
     *
     * @param ended called when the attempt ends, unless it has ended on return
     * @return whether the attempt has ended on return
     */
    boolean attempt(Runnable ended) {
        if (pending == null && !read()) {
            return true;
        }
        AtomicInteger open = new AtomicInteger(1);
        for (PendingCall call : pending) {
            CompletionStage<Throwable> result = call.isDue() ? call.start() : null;
            if (result != null) {
                open.incrementAndGet();
                result.thenAccept(failure -> {
                    try {
                        call.ended(failure);
                    } finally {
                        if (open.decrementAndGet() == 0) {
                            ended.run();
                        }
                    }
                });
            }
        }
        return open.decrementAndGet() == 0;
    }

    /**
     * Whether every listener has dealt with the event; to be asked between attempts. Marks the record as done.
     *
     * @return true if nothing is left to do
     */
    boolean isDone() {
        if (pending == null) {
            return false;
        }
        pending.removeIf(PendingCall::isSettled);
        if (pending.isEmpty()) {
            mark.done();
            return true;
        }
        return false;
    }

    /**
     * How often the most unfortunate of the listeners that are due has failed.
     *
     * @return the number of failed calls; 0 if all that are left are paused
     */
    int failures() {
        return pending == null
                ? failedReadings
                : pending.stream().filter(PendingCall::isDue).mapToInt(call -> call.attempts).max().orElse(0);
    }

    /** Finds out whom the event concerns. False if that failed for another reason than the record, such as want of memory. */
    private boolean read() {
        try {
            pending = concerned();
            return true;
        } catch (RuntimeException | Error e) {
            failedReadings++;
            LOG.errorf(e, "Reading a record failed, at %s. It will be tried again", place());
            return false;
        }
    }

    private List<PendingCall> concerned() {
        List<PendingCall> calls = new ArrayList<>(1);
        try {
            Envelope envelope = codec.decode(record.value());
            event = new ReceivedEvent(record, envelope, group.topic(), codec, 1);
            for (Listener listener : group.listenersFor(envelope.name())) {
                if (listener.wantsNamespace(envelope.namespace())) {
                    calls.add(new PendingCall(listener));
                }
            }
        } catch (UndecodableException e) {
            LOG.warnf("Skipped a record that is not an event, at %s: %s", place(), e.getMessage());
        }
        return calls;
    }

    private String place() {
        return record.topic() + ", partition " + record.partition() + ", offset " + record.offset();
    }

    private final class PendingCall {

        private final Listener listener;
        private int attempts;
        private boolean succeeded;

        PendingCall(Listener listener) {
            this.listener = listener;
        }

        boolean isDue() {
            return !listener.isPaused() && !listener.isCancelled();
        }

        boolean isSettled() {
            return succeeded || listener.isCancelled();
        }

        CompletionStage<Throwable> start() {
            attempts++;
            return listener.start(attempts == 1 ? event : event.withAttempt(attempts));
        }

        void ended(Throwable error) {
            Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
            if (cause instanceof PayloadException) {
                LOG.warnf("Skipped an event that the listener %s can't read, at %s: %s", listener.spec().id(), place(),
                        cause.getMessage());
            } else if (cause != null) {
                reportFailure(cause);
                return;
            }
            succeeded = true;
        }

        private void reportFailure(Throwable cause) {
            String failure = "The listener " + listener.spec().id() + " failed for the event "
                    + ForeignText.of(event.name()) + " with the id " + ForeignText.of(event.id()) + ", at " + place()
                    + ", call " + attempts + ". It will be called again";
            if (!isDescribable(cause)) {
                LOG.warn(failure + ": " + cause.getClass().getName());
            } else if (listener.mayLogStackTrace()) {
                LOG.warn(failure, cause);
            } else {
                LOG.warn(failure + ": " + cause);
            }
        }

        /** An exception of the application's may fail when it is asked what it is; that must not break the log. */
        private static boolean isDescribable(Throwable cause) {
            try {
                return cause.toString() != null;
            } catch (RuntimeException | Error e) {
                return false;
            }
        }
    }
}
