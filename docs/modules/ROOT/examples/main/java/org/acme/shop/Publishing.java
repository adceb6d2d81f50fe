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

/** All that can be said of an event, and what can be learnt of its fate. */
@Singleton
public class Publishing {

    @Inject
    EventStream events;

    @Inject
    Outbox outbox;

    CompletionStage<PublishReceipt> everything(Order order) {
        // tag::builder[]
        OutgoingEvent event = OutgoingEvent.builder("orderCreated")
                .topics("orders", "audit") // one or more
                .namespace("shop")
                .key(order.customerId()) // decides the partition; the event's id by default
                .payload(order) // anything that Jackson writes as a JSON object
                .version(2) // of the payload's schema; 1 by default
                .userId("7c9e6679742540de944be07fc1f90ae7")
                .additionalField("channel", "web")
                .header("tenant", "eu") // of the record, not of the envelope
                .timeout(Duration.ofSeconds(5)) // 60 seconds by default
                .onError((failed, topic, error) -> outbox.keep(failed, topic))
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
                List<Violation> violations = invalid.violations(); // nothing was sent
                outbox.refuse(event, violations);
            } else if (error instanceof PublishException failed) {
                Map<String, Throwable> byTopic = failed.failures(); // receipt() has the topics that worked
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
}
