package io.quarkiverse.eventstream.runtime.publish;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;

import org.apache.kafka.clients.producer.ProducerRecord;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.InvalidEventException;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt;
import io.quarkiverse.eventstream.Violation;
import io.quarkiverse.eventstream.runtime.envelope.EncodedEvent;
import io.quarkiverse.eventstream.runtime.envelope.EventEncoder;
import io.quarkiverse.eventstream.runtime.envelope.EventValidator;
import io.quarkiverse.eventstream.runtime.log.UntrustedText;
import io.quarkiverse.eventstream.runtime.model.Names;
import io.quarkiverse.eventstream.runtime.observe.PublishObservation;
import io.quarkiverse.eventstream.runtime.observe.StreamObserver;
import io.quarkus.arc.Arc;
import io.quarkus.runtime.BlockingOperationControl;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/**
 * Publishes events to a stream: encodes, validates, sends to each topic, and reports every failure.
 */
public final class EventPublisher {

    /** Threads that the application may block, and a timer. */
    public record Callbacks(Executor executor, ScheduledExecutorService timer) {}

    private final RecordRoute route;
    private final Names names;
    private final EventEncoder encoder;
    private final EventValidator validator;
    private final StreamObserver observer;
    private final Duration defaultTimeout;
    private final Executor worker;
    private final FailureReport failures;

    /**
     * A publisher of a stream.
     *
     * @param callbacks run error handlers, and the dependents of the stages that callers get
     */
    public EventPublisher(RecordRoute route, Names names, EventEncoder encoder, EventValidator validator,
            StreamObserver observer, Duration defaultTimeout, Callbacks callbacks) {
        this.route = route;
        this.names = names;
        this.encoder = encoder;
        this.validator = validator;
        this.observer = observer;
        this.defaultTimeout = defaultTimeout;
        this.worker = callbacks.executor();
        this.failures = new FailureReport(names, callbacks.timer());
    }

    /** See {@link io.quarkiverse.eventstream.EventStream#publish}. */
    public CompletionStage<PublishReceipt> publish(OutgoingEvent event) {
        return begin(event).stage();
    }

    /** See {@link io.quarkiverse.eventstream.EventStream#publishAndAwait}. */
    public PublishReceipt publishAndAwait(OutgoingEvent event) {
        if (!mayBlock()) {
            throw new IllegalStateException("publishAndAwait was called on the event loop thread \""
                    + Thread.currentThread().getName() + "\", which must not block; the event "
                    + UntrustedText.of(event.toString())
                    + " was not published. Call publish instead, or annotate the method with @Blocking");
        }
        AwaitedOutcome outcome = new AwaitedOutcome(event, failures);
        if (route.joinsTransaction(event)) {
            throw new IllegalStateException(
                    "publishAndAwait was called in a transaction, and would wait for its commit; the event "
                            + UntrustedText.of(event.toString())
                            + " was not published. Call publish instead: the event goes with the"
                            + " transaction, and the stage completes after the commit");
        }
        send(event, outcome);
        return outcome.await();
    }

    /** Publishes an event, and waits for the outcome where that is possible: neither on an event loop, nor in a transaction that it joins. */
    public void publishAndAwaitIfPossible(OutgoingEvent event) {
        if (mayBlock() && !route.joinsTransaction(event)) {
            publishAndAwait(event);
        } else {
            publishOrThrow(event);
        }
    }

    /** Publishes an event. The stage does not wait for the transaction that the event joins, which may wait for the stage. */
    public CompletionStage<?> publishWithinTransaction(OutgoingEvent event) {
        if (!route.joinsTransaction(event)) {
            return publish(event);
        }
        publishOrThrow(event);
        return CompletableFuture.completedStage(null);
    }

    /** Throws if the event is not valid, or was not stored in the transaction. */
    private void publishOrThrow(OutgoingEvent event) {
        begin(event).throwFailure();
    }

    private StagedOutcome begin(OutgoingEvent event) {
        StagedOutcome outcome = new StagedOutcome(event, worker, callersEventLoop(), failures);
        send(event, outcome);
        return outcome;
    }

    /** See {@link io.quarkiverse.eventstream.EventStream#cancelDelivery}. */
    public boolean cancelDelivery(String eventId) {
        if (!mayBlock()) {
            throw new IllegalStateException("cancelDelivery was called on the event loop thread \""
                    + Thread.currentThread().getName() + "\", which must not block; the event " + UntrustedText.of(eventId)
                    + " was not cancelled. Annotate the method with @Blocking");
        }
        boolean cancelled = route.cancel(eventId);
        if (cancelled) {
            observer.cancelled(eventId);
        }
        return cancelled;
    }

    /** Quarkus knows which threads must not; without an application, it knows none. */
    private static boolean mayBlock() {
        return Arc.container() == null ? !Context.isOnEventLoopThread() : BlockingOperationControl.isBlockingAllowed();
    }

    private void send(OutgoingEvent event, Publication.Outcome outcome) {
        List<String> topics = names.fullTopics(event.topics());
        PublishObservation observation = observer.publishing(event, topics);
        try {
            send(event, topics, observation, new Publication(event, topics, observation, outcome));
        } catch (Throwable e) {
            observation.ended(e);
            throw e;
        }
    }

    private void send(OutgoingEvent event, List<String> topics, PublishObservation observation, Publication publication) {
        OutgoingEvent carrier = observation.carrier(event);
        EncodedEvent encoded = encoder.encode(carrier, observation.headers());
        List<Violation> violations = validator.violations(carrier, encoded);
        if (!violations.isEmpty()) {
            publication.failed(new InvalidEventException(violations));
            return;
        }
        RecordRoute.Destination destination;
        try {
            destination = route.destination(event, event.timeout() == null ? defaultTimeout : event.timeout());
        } catch (EventStreamException e) {
            publication.failed(e);
            return;
        }
        for (int topic = 0; topic < topics.size(); topic++) {
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topics.get(topic), null, encoded.key(),
                    encoded.value(),
                    Arrays.asList(encoded.headers()));
            destination.send(record, publication, topic);
        }
    }

    /** Closes the outbox, if there is one; the connection stays open. Waits for its records in flight. */
    public void close(Duration atMost) {
        route.close(atMost);
    }

    private Executor callersEventLoop() {
        Context context = Context.isOnEventLoopThread() ? Vertx.currentContext() : null;
        if (context == null) {
            return worker;
        }
        return task -> {
            try {
                context.runOnContext(ignored -> task.run());
            } catch (RejectedExecutionException e) {
                // The event loops have been closed.
                worker.execute(task);
            }
        };
    }
}
