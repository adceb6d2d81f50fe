package io.quarkiverse.eventstream.operations.runtime.topic;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.spi.Broker;

/** Waits for answers of a broker. */
public final class BrokerAnswer {

    private BrokerAnswer() {}

    /**
     * Waits for an answer.
     *
     * @param what what is asked for, for messages
     * @param broker explains why there is none; empty if there is no broker
     * @throws EventStreamException with the reason if there is none in time
     */
    public static <T> T await(CompletionStage<T> stage, String what, Optional<Broker> broker, Duration timeout) {
        try {
            return stage.toCompletableFuture().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EventStreamException("Interrupted while waiting for " + what, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof EventStreamException reason) {
                throw reason;
            }
            throw new EventStreamException("The broker did not give " + what + ": " + broker
                    .flatMap(asked -> asked.explain(e.getCause()).remedy()).orElseGet(e.getCause()::toString), e.getCause());
        } catch (TimeoutException e) {
            throw new EventStreamException("The broker did not give " + what + " within " + timeout + broker
                    .flatMap(Broker::diagnose).map(obstacle -> ". " + obstacle.text())
                    .orElse(". Is it running, and can it be reached from here?"), e);
        }
    }
}
