package io.quarkiverse.eventstream.runtime.deliver;

import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.runtime.config.FailurePolicy;
import io.quarkiverse.eventstream.runtime.envelope.ReceivedEvent;
import io.quarkiverse.eventstream.runtime.envelope.UndecodableException;
import io.quarkiverse.eventstream.runtime.log.EventLog;
import io.quarkiverse.eventstream.runtime.log.EventLog.Outcome;
import io.quarkiverse.eventstream.runtime.log.InvocationFailure;
import io.quarkiverse.eventstream.runtime.model.AbandonedInvocation;
import io.quarkiverse.eventstream.runtime.model.DeadLetter;
import io.quarkiverse.eventstream.runtime.model.UnfinishedEvent;
import io.quarkiverse.eventstream.runtime.subscribe.FailureRule;
import io.quarkiverse.eventstream.runtime.subscribe.Listener;
import io.quarkiverse.eventstream.runtime.subscribe.Redelivery;

/**
 * What a delivery does, step by step: calls the listener, and when its failure policy says so, puts the record aside, skips it,
 * or stops the listener. The listener is through with the event when a call has succeeded, when the event doesn't concern it, or
 * when the failure policy has been carried out; never before.
 * <p>
 * Confined to its {@link Delivery}, which takes one step at a time; {@link #unfinished} may be asked by any thread.
 */
final class DeliverySteps {

    private final DeliveryContext context;
    private final Listener listener;
    private final FetchedRecord record;
    /** Once the event is given up. */
    private DeadLetter deadLetter;
    private Redelivery redelivery;
    private int failedWritings;
    private int failedParts;
    private volatile long began;
    /** 0 while no call is in flight. */
    private volatile long invocationBegan;
    private volatile int attempts;
    private volatile String lastFailure;
    /** Of the last attempt, once one has failed. */
    private InvocationFailure failure;
    /** Where to log about it: within its trace. */
    private Consumer<Runnable> logContext = Runnable::run;

    DeliverySteps(DeliveryContext context, Listener listener, FetchedRecord record) {
        this.context = context;
        this.listener = listener;
        this.record = record;
    }

    /** How it stands, for whoever asks after the health of the listener; null if it has not begun, or waits by intent. */
    UnfinishedEvent unfinished() {
        long since = began;
        long call = invocationBegan;
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
            if (failure != null) {
                log(Outcome.CANCELLED, failure);
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
            invocationBegan = 0;
            lastFailure = new InvocationFailure(e).toString();
            log(Outcome.DELIVERY_FAILED, new InvocationFailure(e));
            return NextStep.again(listener.settings().failures().poison().redelivery().delayAfter(failedParts));
        }
    }

    /** Something was thrown where nothing should be. Throws nothing itself, even if there is no memory to say so. */
    void complain(Throwable error) {
        try {
            invocationBegan = 0;
            lastFailure = new InvocationFailure(error).toString();
            log(Outcome.DELIVERY_FAILED, new InvocationFailure(error));
        } catch (Throwable e) {
            lastFailure = "Delivery failed outside of the listener, and so did saying how";
        }
    }

    private CompletableFuture<NextStep> deliver() {
        ReceivedEvent event;
        try {
            event = record.event();
        } catch (UndecodableException e) {
            return record.undecodableOwner() == listener ? undecodable(e) : NextStep.NONE;
        }
        if (!listener.wants(event)) {
            return NextStep.NONE;
        }
        attempts++;
        ReceivedEvent attempt = attempts == 1 ? event : event.withAttempt(attempts);
        invocationBegan = System.nanoTime();
        CompletionStage<Throwable> call = listener.start(attempt);
        if (call == null) {
            return NextStep.NONE;
        }
        CompletableFuture<Throwable> ended = call.toCompletableFuture();
        return ended.isDone()
                ? called(attempt, ended.join())
                : ended.thenCompose(error -> guarded(() -> called(attempt, error)));
    }

    private CompletableFuture<NextStep> called(IncomingEvent event, Throwable error) {
        invocationBegan = 0;
        if (error == null) {
            forgetFailing();
            if (EventLog.tellsAll()) {
                listener.observation().contextOf(event).accept(() -> EventLog.completed(details()));
            }
            return NextStep.NONE;
        }
        failure = InvocationFailure.of(error);
        logContext = listener.observation().contextOf(event);
        if (failure.cause() instanceof AbandonedInvocation) {
            attempts--;
            began = 0;
            return NextStep.PARKED;
        }
        FailureRule rule = listener.settings().failures().ruleFor(failure.cause());
        lastFailure = failure.toString();
        context.failingEvents().failed(listener.spec().id(), record.record(), new FailingEvents.Failing(began, attempts));
        if (attempts < rule.attempts()) {
            return again(rule);
        }
        return switch (rule.policy()) {
            case REDELIVER -> again(rule);
            case DEAD_LETTER -> putAside(rule, record.event(), DeadLetter.Reason.of(failure));
            case SKIP -> {
                log(Outcome.SKIPPED, failure);
                listener.observation().skipped(record.event());
                yield NextStep.NONE;
            }
            case STOP -> {
                log(Outcome.STOPPED, failure);
                listener.stop(Outcome.STOPPED + ": " + details() + ", reason=" + failure);
                listener.observation().stopped(record.event());
                yield NextStep.PARKED;
            }
        };
    }

    private void forgetFailing() {
        context.failingEvents().forget(listener.spec().id(), record.record());
    }

    private CompletableFuture<NextStep> again(FailureRule rule) {
        log(Outcome.REDELIVERED, failure);
        return NextStep.again(rule.redelivery().delayAfter(attempts));
    }

    private CompletableFuture<NextStep> undecodable(UndecodableException e) {
        context.observation().undecodable(record.record());
        failure = new InvocationFailure(e);
        logContext = listener.observation().contextOf(record.record());
        FailureRule rule = listener.settings().failures().poison();
        if (rule.policy() == FailurePolicy.DEAD_LETTER) {
            return putAside(rule, null, DeadLetter.Reason.UNREADABLE);
        }
        log(Outcome.UNDECODABLE_SKIPPED, failure);
        return NextStep.NONE;
    }

    private CompletableFuture<NextStep> putAside(FailureRule rule, ReceivedEvent event, DeadLetter.Reason reason) {
        redelivery = rule.redelivery();
        deadLetter = new DeadLetter(record.record(), event, listener.settings().deadLetterTopic(), listener.spec().id(), reason,
                failure.cause().getClass().getName(), failure.message(), attempts, event == null ? "" : failure.stackTrace());
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
        Consumer<Throwable> observed = listener.observation().deadLettering(deadLetter);
        return context.deadLetters().put(deadLetter).thenCompose(error -> guarded(() -> {
            observed.accept(error);
            return written(error);
        })).toCompletableFuture();
    }

    private CompletableFuture<NextStep> written(Throwable error) {
        if (error == null) {
            log(deadLetter.event() == null ? Outcome.UNDECODABLE_DEAD_LETTERED : Outcome.DEAD_LETTERED, deadLetterTopic(),
                    failure);
            return NextStep.NONE;
        }
        failedWritings++;
        InvocationFailure refusal = InvocationFailure.of(error);
        lastFailure = "The dead-letter topic " + deadLetter.topic() + " can't be written: " + refusal;
        log(Outcome.NOT_YET_DEAD_LETTERED, deadLetterTopic() + ", failure=" + failure, refusal);
        return NextStep.again(redelivery.delayAfter(failedWritings));
    }

    private String deadLetterTopic() {
        return ", dead-letter-topic=" + deadLetter.topic();
    }

    private String details() {
        return new EventDetails(record, context.group(), listener.spec().id(), attempts).toString();
    }

    private void log(Outcome outcome, InvocationFailure reason) {
        log(outcome, "", reason);
    }

    private void log(Outcome outcome, String more, InvocationFailure reason) {
        logContext.accept(() -> listener.log().log(outcome, details() + more, reason, context.threads().timer()));
    }
}
