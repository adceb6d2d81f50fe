package io.quarkiverse.eventstream.deployment.test.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkus.test.QuarkusUnitTest;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

class PublishingThreadsTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest().withEmptyApplication();

    @Inject
    EventStream events;

    @Inject
    Vertx vertx;

    @Test
    void publishAndAwaitRefusesToBlockAnEventLoop() throws Exception {
        CompletableFuture<Throwable> refusal = new CompletableFuture<>();
        vertx.getOrCreateContext().runOnContext(ignored -> {
            try {
                events.publishAndAwait(event());
                refusal.complete(null);
            } catch (IllegalStateException e) {
                refusal.complete(e);
            }
        });

        assertThat(refusal.get(60, TimeUnit.SECONDS)).isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("publishAndAwait", "event loop", "was not published", "Call publish instead");
    }

    @Test
    void dependentsOfAPublicationRunOnThePublishingEventLoop() throws Exception {
        CompletableFuture<Boolean> same = new CompletableFuture<>();
        Context context = vertx.getOrCreateContext();
        context.runOnContext(ignored -> {
            Thread caller = Thread.currentThread();
            events.publish(event()).whenComplete((receipt, error) -> same
                    .complete(error == null && Thread.currentThread() == caller && Vertx.currentContext() == context));
        });

        assertThat(same.get(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void dependentsOfAPublicationMayBlockAndPublishAgain() throws Exception {
        CompletableFuture<String> chained = events.publish(event()).toCompletableFuture()
                .thenApply(receipt -> events.publishAndAwait(event()).eventId()
                        + events.publish(event()).toCompletableFuture().join().eventId());

        assertThat(chained.get(60, TimeUnit.SECONDS)).hasSize(64);
    }

    private static OutgoingEvent event() {
        return OutgoingEvent.builder("e").topic("threads").namespace("n").build();
    }
}
