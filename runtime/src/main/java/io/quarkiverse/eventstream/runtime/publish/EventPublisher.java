package io.quarkiverse.eventstream.runtime.publish;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.InvalidEventException;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishException;
import io.quarkiverse.eventstream.PublishReceipt;
import io.quarkiverse.eventstream.Violation;
import io.quarkiverse.eventstream.runtime.envelope.EncodedEvent;
import io.quarkiverse.eventstream.runtime.envelope.EscapedCause;
import io.quarkiverse.eventstream.runtime.envelope.EventCodec;
import io.quarkiverse.eventstream.runtime.envelope.EventValidator;
import io.quarkiverse.eventstream.runtime.envelope.ForeignText;
import io.quarkiverse.eventstream.runtime.listen.Names;
import io.quarkiverse.eventstream.runtime.observe.PublishObservation;
import io.quarkiverse.eventstream.runtime.observe.StreamObserver;
import io.quarkiverse.eventstream.runtime.stream.StreamConnection;
import io.quarkus.arc.Arc;
import io.quarkus.runtime.BlockingOperationControl;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/**
 * Publishes events to a stream: encodes, checks, sends to each topic, and sees to it that every failure is told.
 */
public final class EventPublisher {

    private static final Logger LOG = Logger.getLogger(EventPublisher.class);

    private static final int REASON_LENGTH = 1000;

    private final StreamConnection connection;
    private final Names names;
    private final EventCodec codec;
    private final EventValidator validator;
    private final StreamObserver observer;
    private final Duration defaultTimeout;
    private final Executor worker;

    /**
     * A publisher of a stream.
     *
     * @param connection where to send
     * @param names full names of topics
     * @param codec writes events
     * @param validator checks them
     * @param observer watches each event
     * @param defaultTimeout for events that set none
     * @param worker where error handlers run, and what depends on the stages that callers get
     */
    public EventPublisher(StreamConnection connection, Names names, EventCodec codec, EventValidator validator,
            StreamObserver observer, Duration defaultTimeout, Executor worker) {
        this.connection = connection;
        this.names = names;
        this.codec = codec;
        this.validator = validator;
        this.observer = observer;
        this.defaultTimeout = defaultTimeout;
        this.worker = worker;
    }

    /**
     * See {@link io.quarkiverse.eventstream.EventStream#publish}.
     *
     * @param event the event
     * @return the receipt, or a failure
     */
    public CompletionStage<PublishReceipt> publish(OutgoingEvent event) {
        CompletableFuture<PublishReceipt> visible = new CompletableFuture<>();
        Executor dependents = callersEventLoop();
        send(event).whenComplete((receipt, error) -> {
            // Never on this thread, which is the one that sends: what depends on the stage may block.
            if (error == null) {
                dependents.execute(() -> visible.complete(receipt));
            } else {
                worker.execute(() -> {
                    tellFailure(event, error);
                    dependents.execute(() -> visible.completeExceptionally(error));
                });
            }
        });
        return visible;
    }

    /**
     * See {@link io.quarkiverse.eventstream.EventStream#publishAndAwait}.
     *
     * @param event the event
     * @return the receipt
     */
    public PublishReceipt publishAndAwait(OutgoingEvent event) {
        if (!mayBlock()) {
            throw new IllegalStateException("publishAndAwait was called on the event loop thread \""
                    + Thread.currentThread().getName() + "\", which must not block; the event "
                    + ForeignText.of(event.toString())
                    + " was not published. Call publish instead, or annotate the method with @Blocking");
        }
        try {
            return send(event).join();
        } catch (CompletionException e) {
            Throwable error = e.getCause();
            tellFailure(event, error);
            if (error instanceof EventStreamException failure) {
                throw failure;
            }
            throw e;
        }
    }

    /** Quarkus knows which threads must not; without an application, it knows none. */
    private static boolean mayBlock() {
        return Arc.container() == null ? !Context.isOnEventLoopThread() : BlockingOperationControl.isBlockingAllowed();
    }

    private CompletableFuture<PublishReceipt> send(OutgoingEvent event) {
        List<String> topics = names.fullTopics(event.topics());
        PublishObservation observation = observer.publishing(event, topics);
        try {
            return send(event, topics, observation);
        } catch (RuntimeException | Error e) {
            observation.ended(e);
            throw e;
        }
    }

    private CompletableFuture<PublishReceipt> send(OutgoingEvent event, List<String> topics,
            PublishObservation observation) {
        OutgoingEvent carrier = observation.carrier(event);
        EncodedEvent encoded = codec.encode(carrier, observation.headers());
        List<Violation> violations = validator.violations(carrier, encoded);
        if (!violations.isEmpty()) {
            InvalidEventException invalid = new InvalidEventException(violations);
            observation.ended(invalid);
            return CompletableFuture.failedFuture(invalid);
        }
        Publication publication = new Publication(event, observation);
        Duration timeout = event.timeout() == null ? defaultTimeout : event.timeout();
        for (int i = 0; i < topics.size(); i++) {
            int topic = i;
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topics.get(i), null, encoded.key(), encoded.value(),
                    encoded.headers());
            connection.send(record, timeout, (written, error) -> {
                observation.answered(topics.get(topic), written, error);
                publication.answered(topic, written, error);
            });
        }
        return publication.outcome();
    }

    private void tellFailure(OutgoingEvent event, Throwable error) {
        Map<String, Throwable> failures = error instanceof PublishException failure ? failure.failures() : null;
        if (failures == null) {
            LOG.errorf("The event %s with the id %s was not published: %s", ForeignText.of(event.name()),
                    ForeignText.of(event.id()), ForeignText.of(error.getMessage(), REASON_LENGTH));
            event.topics().forEach(topic -> tellHandler(event, topic, error));
        } else {
            failures.forEach((topic, reason) -> {
                LOG.errorf("The event %s with the id %s was not published to the topic %s: %s", ForeignText.of(event.name()),
                        ForeignText.of(event.id()), topic, ForeignText.of(reason.getMessage(), REASON_LENGTH));
                tellHandler(event, topic, reason);
            });
        }
    }

    private static void tellHandler(OutgoingEvent event, String topic, Throwable reason) {
        if (event.onError() == null) {
            return;
        }
        try {
            event.onError().onError(event, topic, reason);
        } catch (RuntimeException e) {
            LOG.errorf(EscapedCause.of(e), "The error handler of the event %s with the id %s failed for the topic %s",
                    ForeignText.of(event.name()), ForeignText.of(event.id()), ForeignText.of(topic));
        }
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
