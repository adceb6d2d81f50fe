package io.quarkiverse.eventstream.faults.worker;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.inject.Singleton;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.faults.worker.Entry.Kind;
import io.vertx.core.Vertx;

/**
 * Two listeners of one group for each topic, one on worker threads and one on event loops. They record the start and the end of each
 * invocation in the ledger.
 */
@Singleton
public class Listeners {

    /** A failure that the workload has configured. */
    static final class SimulatedFailure extends RuntimeException {
        SimulatedFailure() {
            super("simulated", null, false, false);
        }
    }

    /** The listener that blocks. */
    public static final int FIRST = 0;
    /** The listener that does not block. */
    public static final int SECOND = 1;
    /** The names of the listeners. Their ids are these, plus the topic's number for all topics but the first. */
    public static final List<String> NAMES = List.of("first", "second");

    private final LedgerWriter ledger = LedgerWriter.get();
    private final Conduct conduct;
    private final Outage outage;
    private final Vertx vertx;

    Listeners(WorkerConfig config, Vertx vertx) {
        this.conduct = new Conduct(config.listen());
        this.outage = new Outage(config.listen().outage());
        this.vertx = vertx;
    }

    /** The ids of all listeners. */
    public static List<String> ids() {
        return List.of("first", "second", "first-1", "second-1", "first-2", "second-2");
    }

    @OnEvent(topic = "${faults.topic}", group = "${faults.group}", offset = "earliest", id = "first")
    @OnEvent(topic = "${faults.topic}.1", group = "${faults.group}", offset = "earliest", id = "first-1")
    @OnEvent(topic = "${faults.topic}.2", group = "${faults.group}", offset = "earliest", id = "first-2")
    void first(IncomingEvent event) throws InterruptedException {
        Entry failure = ledger.started(FIRST, event);
        try {
            long millis = conduct.delay(FIRST, event.id()).toMillis();
            if (millis > 0) {
                Thread.sleep(millis);
            }
            succeed(FIRST, event);
        } catch (InterruptedException | RuntimeException | Error e) {
            ledger.add(failure);
            throw e;
        }
        if (conduct.interrupts(event.id())) {
            Thread.currentThread().interrupt();
        }
    }

    @OnEvent(topic = "${faults.topic}", group = "${faults.group}", offset = "earliest", id = "second")
    @OnEvent(topic = "${faults.topic}.1", group = "${faults.group}", offset = "earliest", id = "second-1")
    @OnEvent(topic = "${faults.topic}.2", group = "${faults.group}", offset = "earliest", id = "second-2")
    CompletionStage<Void> second(IncomingEvent event) {
        Entry failure = ledger.started(SECOND, event);
        try {
            long millis = conduct.delay(SECOND, event.id()).toMillis();
            CompletableFuture<Void> ended = new CompletableFuture<>();
            if (millis > 0) {
                vertx.setTimer(millis, timer -> end(event, failure, ended));
                return ended;
            }
            succeed(SECOND, event);
            ended.complete(null);
            return ended;
        } catch (RuntimeException | Error e) {
            ledger.add(failure);
            throw e;
        }
    }

    private void end(IncomingEvent event, Entry failure, CompletableFuture<Void> ended) {
        try {
            succeed(SECOND, event);
        } catch (RuntimeException | Error e) {
            ledger.add(failure);
            ended.completeExceptionally(e);
            return;
        }
        ended.complete(null);
    }

    /** Records the success of an invocation, unless the workload lets it fail. */
    private void succeed(int listener, IncomingEvent event) {
        if (outage.isNow() || conduct.fails(listener, event.id(), event.attempt())) {
            throw new SimulatedFailure();
        }
        if (conduct.isGreedy(listener, event.id(), event.attempt())) {
            MemoryHog.askForTooMuch();
        }
        ledger.add(LedgerWriter.delivery(Kind.OK, listener, event));
    }
}
