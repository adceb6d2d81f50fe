package org.acme.shop;

import java.time.Instant;
import java.util.concurrent.CompletionStage;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.Replay;
import io.quarkiverse.eventstream.Subscription;

/** Listeners that come and go while the service runs. */
@Singleton
public class AtRunTime {

    @Inject
    EventStream events;

    @Inject
    Seen seen;

    Subscription subscribe() {
        // tag::subscribe[]
        Subscription subscription = events.newSubscription("audit")
                .topic("orders").name("orderCreated").group("audit").offset(Offset.EARLIEST)
                .handler(event -> seen.note("audit", event)) // on a worker thread; asyncHandler for an event loop
                .register();
        // end::subscribe[]
        return subscription;
    }

    CompletionStage<Void> holdAndGo(Subscription subscription) {
        // tag::control[]
        subscription.pause();
        subscription.resume();
        return subscription.cancel(); // <1>
        // end::control[]
    }

    CompletionStage<Void> back(Subscription subscription, Instant yesterday) {
        // tag::seek[]
        return subscription.seek(Offset.from(yesterday)); // <1>
        // end::seek[]
    }

    boolean skip(Subscription subscription) {
        // tag::skip[]
        return subscription.skip(0, 17, "joe: this customer never existed, SHOP-4711");
        // end::skip[]
    }

    CompletionStage<Void> again(Instant from, Instant to) {
        // tag::replay[]
        Replay replay = events.newReplay("orders")
                .from(Offset.from(from)).to(Offset.from(to))
                .start();
        return replay.completion();
        // end::replay[]
    }

    Replay oneListener() {
        // tag::replay-one[]
        return events.newReplay("orders").listeners("org.acme.shop.Billing#bill").start();
        // end::replay-one[]
    }
}
