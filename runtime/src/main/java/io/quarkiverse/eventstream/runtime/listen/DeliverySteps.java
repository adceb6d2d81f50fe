package io.quarkiverse.eventstream.runtime.listen;

import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

import io.quarkiverse.eventstream.runtime.config.FailurePolicy;
import io.quarkiverse.eventstream.runtime.envelope.ForeignText;
import io.quarkiverse.eventstream.runtime.envelope.ReceivedEvent;
import io.quarkiverse.eventstream.runtime.envelope.UndecodableException;

/**
 * What a delivery does, step by step: calls the listener, and when its failure policy says so, puts the record aside, skips it,
 * or stops the listener. The listener is through with the event when a call has succeeded, when the event doesn't concern it, or
 * when the failure policy has been carried out; never before.
 * <p>
 * Confined to its {@link Delivery}, which takes one step at a time; {@link #unfinished} may be asked by any thread.
 */
final class DeliverySteps {

    private static final Logger LOG = Logger.getLogger(DeliverySteps.class);

    private final DeliveryContext context;
    private final Listener listener;
    private final FetchedRecord record;
    /** Once the event is given up. */
    private DeadLetter deadLetter;
    private Redelivery redelivery;
    private int failedWritings;
    private int failedParts;
    private volatile long began;
    /** 0 while no call is under way. */
    private volatile long callBegan;
    private volatile int attempts;
    private volatile String lastFailure;

    DeliverySteps(DeliveryContext context, Listener listener, FetchedRecord record) {
        this.context = context;
        this.listener = listener;
        this.record = record;
    }

    /** How it stands, for whoever asks after the health of the listener; null if it has not begun, or waits by intent. */
    UnfinishedEvent unfinished() {
        long since = began;
        long call = callBegan;
        return since == 0
                ? null
                : new UnfinishedEvent(listener.spec().id(), record.record().topic(), record.record().partition(),
                        record.record().offset(), since, call == 0 ? OptionalLong.empty() : OptionalLong.of(call), attempts,
                        lastFailure);
    }

    /**
     * Takes the next step.
     *
     * @return completes with how to go on, on any thread; never fails, nor does the method
     */
    CompletableFuture<NextStep> next() {
        if (listener.isCancelled()) {
            if (attempts > 0) {
                LOG.warnf("The listener %s was cancelled while it failed for an event, at %s. It will not be called for it"
                        + " again", listener.spec().id(), record.place());
            }
            return NextStep.NONE;
        }
        if (!listener.isDue()) {
            // What waits by intent grows no older.
            began = 0;
            forgetFailing();
            return NextStep.PARKED;
        }
        if (!context.mayDispatch()) {
            return NextStep.PARKED;
        }
        if (began == 0) {
            goOn();
        }
        return deadLetter == null ? guarded(this::deliver) : NextStep.ASIDE;
    }

    /** Where an earlier delivery of the event on this instance has ended, if there was one. */
    private void goOn() {
        FailingEvents.Failing before = context.failingEvents().find(listener.spec().id(), record.record());
        if (before == null) {
            began = System.nanoTime();
        } else {
            began = before.began();
            attempts = before.attempts();
        }
    }

    /** Whatever goes wrong in here, such as want of memory: the event is not done, and its turn comes again. */
    private CompletableFuture<NextStep> guarded(Supplier<CompletableFuture<NextStep>> part) {
        try {
            return part.get();
        } catch (Throwable e) {
            failedParts++;
            callBegan = 0;
            lastFailure = new CallFailure(e).toString();
            LOG.errorf(e, "Delivery to the listener %s failed outside of it, at %s. It will be tried again",
                    listener.spec().id(), record.place());
            return NextStep.again(listener.settings().failures().poison().redelivery().delayAfter(failedParts));
        }
    }

    /** Something was thrown where nothing should be. Throws nothing itself, even if there is no memory to say so. */
    void complain(Throwable error) {
        try {
            callBegan = 0;
            lastFailure = new CallFailure(error).toString();
            LOG.errorf(error, "Delivery to the listener %s failed outside of it, at %s. It will be tried again",
                    listener.spec().id(), record.place());
        } catch (Throwable e) {
            lastFailure = "Delivery failed outside of the listener, and so did saying how";
        }
    }

    private CompletableFuture<NextStep> deliver() {
        ReceivedEvent event;
        try {
            event = record.event();
        } catch (UndecodableException e) {
            return record.undertaker() == listener ? undecodable(e) : NextStep.NONE;
        }
        if (!listener.wants(event)) {
            return NextStep.NONE;
        }
        attempts++;
        ReceivedEvent attempt = attempts == 1 ? event : event.withAttempt(attempts);
        callBegan = System.nanoTime();
        CompletionStage<Throwable> call = listener.start(attempt);
        if (call == null) {
            return NextStep.NONE;
        }
        CompletableFuture<Throwable> ended = call.toCompletableFuture();
        return ended.isDone() ? called(ended.join()) : ended.thenCompose(error -> guarded(() -> called(error)));
    }

    private CompletableFuture<NextStep> called(Throwable error) {
        callBegan = 0;
        if (error == null) {
            forgetFailing();
            return NextStep.NONE;
        }
        CallFailure failure = CallFailure.of(error);
        if (failure.cause() instanceof AbandonedCall) {
            attempts--;
            began = 0;
            return NextStep.PARKED;
        }
        FailureRule rule = listener.settings().failures().ruleFor(failure.cause());
        lastFailure = failure.toString();
        context.failingEvents().failed(listener.spec().id(), record.record(), new FailingEvents.Failing(began, attempts));
        if (attempts < rule.attempts()) {
            return again(rule, failure, "It will be called again");
        }
        return switch (rule.policy()) {
            case REDELIVER -> redeliver(rule, failure);
            case DEAD_LETTER -> putAside(rule, record.event(), DeadLetter.Reason.of(failure), failure);
            case SKIP -> {
                // Each: it is a loss, if a deliberate one.
                LOG.warn(said("The event is skipped") + ": " + failure);
                listener.observation().skipped(record.event());
                yield NextStep.NONE;
            }
            case STOP -> {
                String reason = said("The listener is stopped, and the event waits until it is resumed");
                log(Level.ERROR, reason, failure);
                listener.stop(reason + ": " + failure);
                listener.observation().stopped(record.event());
                yield NextStep.PARKED;
            }
        };
    }

    private void forgetFailing() {
        context.failingEvents().forget(listener.spec().id(), record.record());
    }

    private CompletableFuture<NextStep> redeliver(FailureRule rule, CallFailure failure) {
        return again(rule, failure, "It will be called again, for as long as it takes");
    }

    private CompletableFuture<NextStep> again(FailureRule rule, CallFailure failure, String consequence) {
        if (listener.mayLogStackTrace()) {
            log(Level.WARN, said(consequence), failure);
        } else {
            listener.failureLog().log(said(consequence) + ": " + failure);
        }
        return NextStep.again(rule.redelivery().delayAfter(attempts));
    }

    /** With the stack trace, if that can be printed. */
    private static void log(Level level, String message, CallFailure failure) {
        Throwable printable = failure.printable();
        LOG.log(level, printable == null ? message + ": " + failure : message, printable);
    }

    private CompletableFuture<NextStep> undecodable(UndecodableException e) {
        context.observation().undecodable(record.record());
        FailureRule rule = listener.settings().failures().poison();
        if (rule.policy() == FailurePolicy.DEAD_LETTER) {
            return putAside(rule, null, DeadLetter.Reason.UNREADABLE, new CallFailure(e));
        }
        context.poisonLog().log("Skipped a record that is not an event, at " + record.place() + ": " + e.getMessage());
        return NextStep.NONE;
    }

    private CompletableFuture<NextStep> putAside(FailureRule rule, ReceivedEvent event, DeadLetter.Reason reason,
            CallFailure failure) {
        redelivery = rule.redelivery();
        deadLetter = new DeadLetter(record.record(), event, listener.settings().deadLetterTopic(), listener.spec().id(), reason,
                failure.cause().getClass().getName(), failure.message(), attempts);
        return NextStep.ASIDE;
    }

    /**
     * Puts the record on its dead-letter topic.
     *
     * @return completes with how to go on, on any thread; never fails, nor does the method
     */
    CompletableFuture<NextStep> putAside() {
        return guarded(this::write);
    }

    private CompletableFuture<NextStep> write() {
        Consumer<Throwable> observed = listener.observation().puttingAside(deadLetter);
        return context.deadLetters().put(deadLetter).thenCompose(error -> guarded(() -> {
            observed.accept(error);
            return written(error);
        })).toCompletableFuture();
    }

    private CompletableFuture<NextStep> written(Throwable error) {
        if (error == null) {
            listener.deadLetterLog().log("Put the record at " + record.place() + " on the dead-letter topic "
                    + deadLetter.topic() + ", for the listener " + listener.spec().id() + ": " + deadLetter.exception());
            return NextStep.NONE;
        }
        failedWritings++;
        lastFailure = "The dead-letter topic " + deadLetter.topic() + " can't be written: " + CallFailure.of(error);
        listener.failureLog().log("The record at " + record.place() + " is not done: the listener " + listener.spec().id()
                + " gave it up, and that is tried again. " + lastFailure);
        return NextStep.again(redelivery.delayAfter(failedWritings));
    }

    /** What happened, and what follows, in two sentences. */
    private String said(String consequence) {
        ReceivedEvent event = record.event();
        return "The listener " + listener.spec().id() + " failed for the event " + ForeignText.of(event.name())
                + " with the id " + ForeignText.of(event.id()) + ", at " + record.place() + ", call " + attempts + ". "
                + consequence;
    }
}
