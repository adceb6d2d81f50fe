package io.quarkiverse.eventstream.faults.worker;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.inject.Singleton;

import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.faults.worker.Entry.Kind;
import io.vertx.core.Vertx;

/**
 * Two listeners of one group, one on worker threads and one on event loops, who write down when each call starts and ends.
 */
@Singleton
public class Listeners {

    /** A listener failed because it was told to. */
    static final class ToldToFail extends RuntimeException {
        ToldToFail() {
            super("as it was told to", null, false, false);
        }
    }

    /** The listener that blocks. */
    public static final String FIRST = "first";
    /** The listener that doesn't. */
    public static final String SECOND = "second";

    private final LedgerWriter ledger;
    private final Conduct conduct;
    private final Vertx vertx;

    Listeners(LedgerWriter ledger, WorkerConfig config, Vertx vertx) {
        this.ledger = ledger;
        this.conduct = Conduct.of(config.listen());
        this.vertx = vertx;
    }

    @OnEvent(topic = "${faults.topic}", group = "${faults.group}", offset = "earliest", id = FIRST)
    void first(IncomingEvent event) throws InterruptedException {
        ledger.delivery(Kind.STARTED, FIRST, event);
        Thread.sleep(conduct.delay(FIRST, event.id()).toMillis());
        end(FIRST, event);
    }

    @OnEvent(topic = "${faults.topic}", group = "${faults.group}", offset = "earliest", id = SECOND)
    CompletionStage<Void> second(IncomingEvent event) {
        ledger.delivery(Kind.STARTED, SECOND, event);
        CompletableFuture<Void> ended = new CompletableFuture<>();
        vertx.setTimer(Math.max(1, conduct.delay(SECOND, event.id()).toMillis()), timer -> {
            try {
                end(SECOND, event);
                ended.complete(null);
            } catch (RuntimeException e) {
                ended.completeExceptionally(e);
            }
        });
        return ended;
    }

    private void end(String listener, IncomingEvent event) {
        if (conduct.fails(listener, event.id(), event.attempt())) {
            ledger.delivery(Kind.FAILED, listener, event);
            throw new ToldToFail();
        }
        ledger.delivery(Kind.OK, listener, event);
    }
}
