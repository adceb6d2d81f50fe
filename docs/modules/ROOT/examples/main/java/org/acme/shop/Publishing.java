package org.acme.shop;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.InvalidEventException;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishException;
import io.quarkiverse.eventstream.PublishReceipt;
import io.quarkiverse.eventstream.Violation;

/** Events with all their fields, and the outcomes of publishing. */
@Singleton
public class Publishing {

    @Inject
    EventStream events;

    @Inject
    Outbox outbox;

    CompletionStage<PublishReceipt> everything(Order order) {
        // tag::builder[]
        OutgoingEvent event = OutgoingEvent.builder("orderCreated")
                .topics("orders", "audit") // <1>
                .namespace("shop")
                .key(order.customerId()) // <2>
                .payload(order) // <3>
                .version(2) // <4>
                .userId("7c9e6679742540de944be07fc1f90ae7")
                .additionalField("channel", "web")
                .header("tenant", "eu") // <5>
                .timeout(Duration.ofSeconds(5)) // <6>
                .onError((failed, topic, error) -> outbox.keep(failed, topic)) // <7>
                .build();
        return events.publish(event);
        // end::builder[]
    }

    // tag::wait[]
    long offsetOf(OutgoingEvent event) {
        PublishReceipt receipt = events.publishAndAwait(event);
        return receipt.records().get(0).offset();
    }
    // end::wait[]

    // tag::outcome[]
    void publish(OutgoingEvent event) {
        events.publish(event).whenComplete((receipt, error) -> {
            if (error instanceof InvalidEventException invalid) {
                List<Violation> violations = invalid.violations(); // <1>
                outbox.refuse(event, violations);
            } else if (error instanceof PublishException failed) {
                Map<String, Throwable> byTopic = failed.failures(); // <2>
                byTopic.keySet().forEach(topic -> outbox.keep(event, topic));
            }
        });
    }
    // end::outcome[]

    // tag::again[]
    CompletionStage<PublishReceipt> forward(IncomingEvent event) {
        OutgoingEvent.Builder again = OutgoingEvent.builder(event).topic("archive");
        event.record().headers().stream().filter(header -> !header.name().startsWith("eventstream."))
                .forEach(header -> again.header(header.name(), header.value()));
        return events.publish(again.build());
    }
    // end::again[]

    // tag::tombstone[]
    CompletionStage<PublishReceipt> forget(String customerId) {
        return events.publish(OutgoingEvent.tombstone("customers", customerId));
    }
    // end::tombstone[]

    // tag::raw[]
    CompletionStage<PublishReceipt> forward(String key, byte[] value) {
        return events.publish(OutgoingEvent.raw(value).topic("audit-log").key(key).build());
    }
    // end::raw[]
}
