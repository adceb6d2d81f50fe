package io.quarkiverse.eventstream.runtime.listen;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.runtime.config.FailurePolicy;
import io.quarkiverse.eventstream.runtime.envelope.ForeignText;
import io.quarkiverse.eventstream.runtime.envelope.ReceivedEvent;
import io.quarkiverse.eventstream.runtime.envelope.UndecodableException;

/**
 * The delivery of one event to one listener, over as many steps as it takes: calls, and when its failure policy says so, a dead
 * letter. The listener is through with the event when a call has succeeded, when the event doesn't concern it, or when its
 * failure policy has been carried out; never before.
 * <p>
 * Confined to its {@link Lane}, which takes one step at a time; {@link #unfinished} may be asked by any thread.
 */
final class Delivery {

    private static final Logger LOG = Logger.getLogger(Delivery.class);

    private final DeliveryContext context;
    private final Listener listener;
    private final FetchedRecord record;
    /** Once the event is given up. */
    private DeadLetter deadLetter;
    private Redelivery redelivery;
    private int failedWritings;
    private int failedReadings;
    private volatile long began;
    private volatile int attempts;
    private volatile String lastFailure;

    Delivery(DeliveryContext context, Listener listener, FetchedRecord record) {
        this.context = context;
        this.listener = listener;
        this.record = record;
    }

    Listener listener() {
        return listener;
    }

    /**
     * Takes the next step. Never throws.
     *
     * @return completes with how to go on, on any thread; never fails
     */
    CompletableFuture<NextStep> step() {
        if (began == 0) {
            began = System.nanoTime();
        }
        if (listener.isCancelled()) {
            return through();
        }
        if (!listener.isDue()) {
            return NextStep.PARKED;
        }
        try {
            return deadLetter == null ? deliver() : putAside();
        } catch (RuntimeException | Error e) {
            // Want of memory, for instance. The event is not done.
            failedReadings++;
            lastFailure = new CallFailure(e).toString();
            LOG.errorf(e, "A record did not get as far as the listener %s, at %s. It will be tried again",
                    listener.spec().id(), record.place());
            return NextStep.again(listener.settings().failures().poison().redelivery().delayAfter(failedReadings));
        }
    }

    private CompletableFuture<NextStep> deliver() {
        ReceivedEvent event;
        try {
            event = record.event();
        } catch (UndecodableException e) {
            return record.undertaker() == listener ? undecodable(e) : through();
        }
        if (!listener.wants(event)) {
            return through();
        }
        attempts++;
        CompletionStage<Throwable> call = listener.start(attempts == 1 ? event : event.withAttempt(attempts));
        if (call == null) {
            return through();
        }
        CompletableFuture<Throwable> ended = call.toCompletableFuture();
        return ended.isDone() ? called(ended.join()) : ended.thenCompose(this::called);
    }

    private CompletableFuture<NextStep> called(Throwable error) {
        if (error == null) {
            return through();
        }
        CallFailure failure = CallFailure.of(error);
        FailureRule rule = listener.settings().failures().ruleFor(failure.cause());
        lastFailure = failure.toString();
        if (attempts < rule.attempts()) {
            return again(rule, failure, "It will be called again");
        }
        return switch (rule.policy()) {
            case REDELIVER -> redeliver(rule, failure);
            case DEAD_LETTER -> putAside(rule, DeadLetter.Reason.of(failure), failure);
            case SKIP -> {
                listener.skipLog().log(said("The event is skipped") + ": " + failure);
                yield through();
            }
            case STOP -> {
                String reason = said("The listener is stopped, and the event waits until it is resumed");
                LOG.error(reason + ": " + failure, failure.printable());
                listener.stop(reason + ": " + failure);
                yield NextStep.PARKED;
            }
        };
    }

    private CompletableFuture<NextStep> redeliver(FailureRule rule, CallFailure failure) {
        if (attempts % rule.attempts() == 0) {
            context.handOver().run();
        }
        return again(rule, failure, "It will be called again, here or by another member of the group");
    }

    private CompletableFuture<NextStep> again(FailureRule rule, CallFailure failure, String consequence) {
        String message = said(consequence) + ": " + failure;
        if (listener.mayLogStackTrace()) {
            LOG.warn(message, failure.printable());
        } else {
            LOG.warn(message);
        }
        return NextStep.again(rule.redelivery().delayAfter(attempts));
    }

    private CompletableFuture<NextStep> undecodable(UndecodableException e) {
        FailureRule rule = listener.settings().failures().poison();
        if (rule.policy() == FailurePolicy.DEAD_LETTER) {
            return putAside(rule, DeadLetter.Reason.UNREADABLE, new CallFailure(e));
        }
        context.poisonLog().log("Skipped a record that is not an event, at " + record.place() + ": " + e.getMessage());
        return through();
    }

    private CompletableFuture<NextStep> putAside(FailureRule rule, DeadLetter.Reason reason, CallFailure failure) {
        redelivery = rule.redelivery();
        deadLetter = new DeadLetter(record.record(), listener.settings().deadLetterTopic(), listener.spec().id(), reason,
                failure.cause().getClass().getName(), failure.message(), attempts);
        return putAside();
    }

    private CompletableFuture<NextStep> putAside() {
        return context.deadLetters().put(deadLetter).thenCompose(error -> {
            if (error == null) {
                listener.skipLog().log("Put the record at " + record.place() + " on the dead-letter topic "
                        + deadLetter.topic() + ", for the listener " + listener.spec().id() + ": " + deadLetter.exception());
                return through();
            }
            failedWritings++;
            lastFailure = "The dead-letter topic " + deadLetter.topic() + " can't be written: " + CallFailure.of(error);
            LOG.errorf("The record at %s is not done: it should go to the dead-letter topic %s, for the listener %s, but"
                    + " that can't be written. It will be tried again: %s", record.place(), deadLetter.topic(),
                    listener.spec().id(), CallFailure.of(error));
            return NextStep.again(redelivery.delayAfter(failedWritings));
        }).toCompletableFuture();
    }

    private CompletableFuture<NextStep> through() {
        record.through();
        return NextStep.NONE;
    }

    /** What happened, and what follows, in two sentences. */
    private String said(String consequence) {
        ReceivedEvent event = record.event();
        return "The listener " + listener.spec().id() + " failed for the event " + ForeignText.of(event.name())
                + " with the id " + ForeignText.of(event.id()) + ", at " + record.place() + ", call " + attempts + ". "
                + consequence;
    }

    /** How it stands with this delivery, for whoever asks after the health of the listener. */
    UnfinishedEvent unfinished() {
        return new UnfinishedEvent(listener.spec().id(), record.record().topic(), record.record().partition(),
                record.record().offset(), began, attempts, lastFailure);
    }
}
