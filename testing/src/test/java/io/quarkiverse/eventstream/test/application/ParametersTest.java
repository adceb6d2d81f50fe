package io.quarkiverse.eventstream.test.application;

import static io.quarkiverse.eventstream.test.EventAssertions.await;
import static io.quarkiverse.eventstream.test.EventAssertions.published;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.EventStreamName;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.test.EventStreamExtension;
import io.quarkiverse.eventstream.test.ObservedEvents;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@ExtendWith(EventStreamExtension.class)
class ParametersTest {

    @Inject
    ObservedEvents injected;

    @Test
    void parametersAreTheApplicationsOwn(EventStream stream, ObservedEvents events) {
        assertThat(events).isSameAs(injected);

        stream.publishAndAwait(OutgoingEvent.builder("orderCreated").topic("orders").namespace("shop")
                .payload(Map.of("id", "o-1", "customer", "c-1")).build());

        await().published(events).to("bills").once();
    }

    @Test
    void parametersBelongToTheNamedStream(@EventStreamName("audit") EventStream stream,
            @EventStreamName("audit") ObservedEvents events) {
        stream.publishAndAwait(OutgoingEvent.builder("entry").topic("trail").namespace("shop").build());

        published(events).named("entry").once();
        published(injected).never();
    }
}
