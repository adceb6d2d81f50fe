package io.quarkiverse.eventstream.runtime.deliver;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.runtime.config.FailurePolicy;
import io.quarkiverse.eventstream.runtime.envelope.ReceivedEvent;
import io.quarkiverse.eventstream.runtime.envelope.UndecodableException;
import io.quarkiverse.eventstream.runtime.log.EventLog;
import io.quarkiverse.eventstream.runtime.log.EventLog.Outcome;
import io.quarkiverse.eventstream.runtime.log.EventMdc;
import io.quarkiverse.eventstream.runtime.log.InvocationFailure;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;
import io.quarkiverse.eventstream.runtime.model.DeadLetter;
import io.quarkiverse.eventstream.runtime.model.UnfinishedEvent;
import io.quarkiverse.eventstream.runtime.subscribe.AttemptResult;
import io.quarkiverse.eventstream.runtime.subscribe.Completion;
import io.quarkiverse.eventstream.runtime.subscribe.FailureRule;
import io.quarkiverse.eventstream.runtime.subscribe.Listener;
import io.quarkiverse.eventstream.runtime.subscribe.Redelivery;

/**
 * The steps of a delivery: an attempt, and what the failure policy of the listener says when it fails: another one, a dead letter, a skip,
 * or the stop of the listener. A listener has completed an event when an attempt has succeeded, when the event does not concern it, or
 * when the failure policy has been carried out; never before. If the record is a
 * {@linkplain io.quarkiverse.eventstream.runtime.subscribe.CommandTopic command}, its answer is written in addition.
 * <p>
 * Confined to its {@link Delivery}, which takes one step at a time; any thread may ask for {@link #unfinished}.
 */
final class DeliverySteps {

    // Almost all steps end with one of these.
    private static final CompletableFuture<NextStep> SUCCEEDED = none(Completion.SUCCEEDED);
    private static final CompletableFuture<NextStep> NOT_CONCERNED = none(Completion.NOT_CONCERNED);
    private static final CompletableFuture<NextStep> DEAD_LETTER = CompletableFuture.completedFuture(NextStep.DEAD_LETTER);
    private static final CompletableFuture<NextStep> PARK = CompletableFuture.completedFuture(NextStep.PARK);

    /** Most failures are over with the first retry, and hold up nothing. */
    private static final long FAILING_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final DeliveryContext context;
    private final Listener listener;
    private final FetchedRecord record;
    /** Once the event is to be dead-lettered. */
    private DeadLetter deadLetter;
    /** Once a command is completed, and its answer is to be written. */
    private CompletableFuture<NextStep> answering;
    /** Once the event is to be skipped. */
    private volatile String skipReason;
    private Redelivery redelivery;
    private int failedWrites;
    private int failedSteps;
    private volatile long began;
    /** 0 while no invocation is in flight. */
    private volatile long invocationBegan;
    private volatile int attempts;
    private volatile String lastFailure;
    /** Of the last attempt, once one has failed. */
    private InvocationFailure failure;
    /** The trace of the last attempt. */
    private Consumer<Runnable> logContext = Runnable::run;

    private static CompletableFuture<NextStep> none(Completion completion) {
        return CompletableFuture.completedFuture(new NextStep.None(completion));
    }

    DeliverySteps(DeliveryContext context, Listener listener, FetchedRecord record) {
        this.context = context;
        this.listener = listener;
        this.record = record;
    }

    /** The event, for the health of the listener; null if the delivery has not begun, or waits by intent. */
    UnfinishedEvent unfinished() {
        long since = began;
        long invoked = invocationBegan;
        return since == 0
                ? null
                : new UnfinishedEvent(listener.spec().id(), record.record().topic(), record.record().partition(),
                        record.record().offset(), since, invoked == 0 ? OptionalLong.empty() : OptionalLong.of(invoked),
                        attempts, lastFailure);
    }

    /** Whether the event has failed, and a retry has not helped soon. */
    boolean isFailing() {
        long since = began;
        return lastFailure != null && since != 0 && System.nanoTime() - since > FAILING_NANOS;
    }

    /** Takes the next step. Neither the stage nor the method fails. */
    CompletableFuture<NextStep> next() {
        if (answering != null) {
            return answering;
        }
        if (skipReason != null) {
            return guarded(this::skipOnRequest);
        }
        if (listener.isCancelled()) {
            if (failure != null) {
                log(Outcome.CANCELLED, failure);
            }
            return none(Completion.CANCELLED);
        }
        if (!listener.isDue()) {
            // An event that waits by intent does not age.
            began = 0;
            forgetFailures();
            return PARK;
        }
        if (!context.mayDispatch()) {
            return PARK;
        }
        if (began == 0) {
            begin();
        }
        return deadLetter == null ? guarded(this::attempt) : DEAD_LETTER;
    }

    /** The next step is the last one. */
    void skip(String reason) {
        skipReason = reason;
    }

    boolean isToBeSkipped() {
        return skipReason != null;
    }

    private CompletableFuture<NextStep> skipOnRequest() {
        forgetFailures();
        inLogContext(() -> EventLog.skippedOnRequest(details() + ", request=" + UntrustedText.of(skipReason)
                + (lastFailure == null ? "" : ", reason=" + lastFailure)));
        try {
            listener.observation().skipped(record.eventFor(listener));
        } catch (UndecodableException e) {
            context.observation().undecodable(record.record());
        }
        return none(Completion.SKIPPED);
    }

    /** Continues an earlier delivery of the event on this instance, if there was one. */
    private void begin() {
        FailingEvents.Failing before = context.failingEvents().find(listener.spec().id(), record.fetched());
        if (before == null) {
            began = System.nanoTime();
        } else {
            began = before.began();
            attempts = before.attempts();
        }
    }

    /** If something goes wrong outside of the listener, such as a lack of memory, the event is not settled, and the step is repeated. */
    private CompletableFuture<NextStep> guarded(Supplier<CompletableFuture<NextStep>> step) {
        try {
            return step.get();
        } catch (Throwable e) {
            failedSteps++;
            invocationBegan = 0;
            lastFailure = new InvocationFailure(e).toString();
            log(Outcome.DELIVERY_FAILED, new InvocationFailure(e));
            return retryAfter(listener.settings().failures().poison().redelivery().delayAfter(failedSteps));
        }
    }

    /** Logs why the delivery is stranded. Throws nothing, even if there is no memory for the message. */
    void logStranded(Throwable error) {
        try {
            invocationBegan = 0;
            lastFailure = new InvocationFailure(error).toString();
            log(Outcome.DELIVERY_FAILED, new InvocationFailure(error));
        } catch (Throwable e) {
            lastFailure = "The delivery failed outside of the listener, and the reason could not be logged";
        }
    }

    private CompletableFuture<NextStep> attempt() {
        ReceivedEvent event;
        try {
            event = record.eventFor(listener);
        } catch (UndecodableException e) {
            return record.undecodableOwner() == listener ? undecodable(e) : NOT_CONCERNED;
        }
        if (!listener.wants(event)) {
            return NOT_CONCERNED;
        }
        attempts++;
        ReceivedEvent attempt = attempts == 1 ? event : event.withAttempt(attempts);
        invocationBegan = System.nanoTime();
        CompletableFuture<AttemptResult> result = listener.attempt(attempt);
        return result.isDone()
                ? attempted(attempt, result.join())
                : result.thenCompose(late -> guarded(() -> attempted(attempt, late)));
    }

    private CompletableFuture<NextStep> attempted(IncomingEvent event, AttemptResult result) {
        invocationBegan = 0;
        if (result instanceof AttemptResult.Failed failed) {
            return failed(event, failed.failure());
        }
        if (result == AttemptResult.ABANDONED) {
            attempts--;
            began = 0;
            return PARK;
        }
        if (result == AttemptResult.COMPLETED) {
            forgetFailures();
            if (EventLog.logsCompleted()) {
                logContext = listener.observation().contextOf(event);
                inLogContext(() -> EventLog.completed(details().toString()));
            }
            return SUCCEEDED;
        }
        return none(Completion.CANCELLED);
    }

    private CompletableFuture<NextStep> failed(IncomingEvent event, InvocationFailure reason) {
        failure = reason;
        lastFailure = reason.toString();
        logContext = listener.observation().contextOf(event);
        context.failingEvents().failed(listener.spec().id(), record.fetched(), new FailingEvents.Failing(began, attempts));
        FailureRule rule = listener.settings().failures().ruleFor(reason.cause());
        return attempts < rule.attempts() ? redeliver(rule) : giveUp(rule);
    }

    private CompletableFuture<NextStep> giveUp(FailureRule rule) {
        return switch (rule.policy()) {
            case REDELIVER -> redeliver(rule);
            case DEAD_LETTER -> deadLetter(rule, record.eventFor(listener), DeadLetter.Reason.of(failure));
            case SKIP -> {
                log(Outcome.SKIPPED, failure);
                listener.observation().skipped(record.eventFor(listener));
                yield none(Completion.SKIPPED);
            }
            case STOP -> {
                log(Outcome.STOPPED, failure);
                listener.stop(Outcome.STOPPED + ": " + details() + ", reason=" + failure);
                listener.observation().stopped(record.eventFor(listener));
                yield PARK;
            }
        };
    }

    private void forgetFailures() {
        context.failingEvents().forget(listener.spec().id(), record.fetched());
    }

    private CompletableFuture<NextStep> redeliver(FailureRule rule) {
        log(Outcome.REDELIVERED, failure);
        return retryAfter(rule.redelivery().delayAfter(attempts));
    }

    private static CompletableFuture<NextStep> retryAfter(long millis) {
        return CompletableFuture.completedFuture(new NextStep.Retry(millis));
    }

    private CompletableFuture<NextStep> undecodable(UndecodableException e) {
        context.observation().undecodable(record.record());
        failure = new InvocationFailure(e);
        logContext = listener.observation().contextOf(record.record());
        FailureRule rule = listener.settings().failures().poison();
        if (rule.policy() == FailurePolicy.DEAD_LETTER) {
            return deadLetter(rule, null, DeadLetter.Reason.UNREADABLE);
        }
        log(Outcome.UNDECODABLE_SKIPPED, failure);
        return none(Completion.SKIPPED);
    }

    private CompletableFuture<NextStep> deadLetter(FailureRule rule, ReceivedEvent event, DeadLetter.Reason reason) {
        redelivery = rule.redelivery();
        deadLetter = new DeadLetter(record.record(), event, listener.settings().deadLetterTopic(),
                new DeadLetter.Recipient(listener.spec().id(), context.group().fullGroup(), context.service()), reason, failure,
                new DeadLetter.LastAttempt(attempts, context.threads().time().now(), trace()));
        return DEAD_LETTER;
    }

    private Map<String, String> trace() {
        Map<String, String> trace = new HashMap<>();
        logContext.accept(() -> trace.putAll(listener.observation().trace()));
        return trace;
    }

    /** Whether a record has to be written before the next step: a dead letter, or the answer to a command. */
    boolean writes(NextStep next) {
        return next == NextStep.DEAD_LETTER || next instanceof NextStep.None && context.group().commands() != null;
    }

    /** Writes what the {@linkplain #writes next step} needs. Neither the stage nor the method fails. */
    CompletableFuture<NextStep> write(NextStep next) {
        CompletableFuture<NextStep> completed = next == NextStep.DEAD_LETTER
                ? guarded(this::writeDeadLetter)
                : CompletableFuture.completedFuture(next);
        return completed.thenCompose(step -> step instanceof NextStep.None none && writes(none)
                ? guarded(() -> answer(none))
                : CompletableFuture.completedFuture(step));
    }

    private CompletableFuture<NextStep> answer(NextStep.None none) {
        answering = CompletableFuture.completedFuture(none);
        return context.group().commands().completed(record.fetched(), none.completion())
                .handle((nothing, error) -> error == null ? null : InvocationFailure.of(error))
                .thenCompose(error -> guarded(() -> error == null ? answering : notAnswered(error))).toCompletableFuture();
    }

    private CompletableFuture<NextStep> notAnswered(InvocationFailure refusal) {
        failedWrites++;
        lastFailure = "The outcome can't be written: " + refusal;
        log(Outcome.NOT_YET_ANSWERED, refusal);
        return retryAfter(listener.settings().failures().poison().redelivery().delayAfter(failedWrites));
    }

    private CompletableFuture<NextStep> writeDeadLetter() {
        Consumer<Throwable> observed = listener.observation().deadLettering(deadLetter);
        return context.deadLetters().write(deadLetter, this::inLogContext)
                .handle((nothing, error) -> error == null ? null : InvocationFailure.of(error).cause())
                .thenCompose(error -> guarded(() -> {
                    observed.accept(error);
                    return error == null ? written() : refused(new InvocationFailure(error));
                })).toCompletableFuture();
    }

    private CompletableFuture<NextStep> written() {
        log(deadLetter.event() == null ? Outcome.UNDECODABLE_DEAD_LETTERED : Outcome.DEAD_LETTERED, deadLetterTopic(), failure);
        return none(Completion.DEAD_LETTERED);
    }

    private CompletableFuture<NextStep> refused(InvocationFailure refusal) {
        failedWrites++;
        lastFailure = "The dead-letter topic " + deadLetter.topic() + " can't be written: " + refusal;
        log(Outcome.NOT_YET_DEAD_LETTERED, deadLetterTopic() + ", failure=" + failure, refusal);
        return retryAfter(redelivery.delayAfter(failedWrites));
    }

    private String deadLetterTopic() {
        return ", dead-letter-topic=" + deadLetter.topic();
    }

    private EventDetails details() {
        return new EventDetails(record, context.group(), listener.spec().id(), attempts);
    }

    private void log(Outcome outcome, InvocationFailure reason) {
        log(outcome, "", reason);
    }

    private void log(Outcome outcome, String more, InvocationFailure reason) {
        inLogContext(() -> listener.log().log(outcome, details() + more, reason, context.threads().timer()));
    }

    private void inLogContext(Runnable line) {
        logContext.accept(() -> EventMdc.run(details().mdc(), line));
    }
}
