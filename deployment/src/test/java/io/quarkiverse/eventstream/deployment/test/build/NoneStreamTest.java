package io.quarkiverse.eventstream.deployment.test.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.EventStreamName;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.InvalidEventException;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.Subscription;
import io.quarkiverse.eventstream.Violation;
import io.quarkus.test.QuarkusUnitTest;

class NoneStreamTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("quarkus.eventstream.stream", "none")
            .overrideConfigKey("quarkus.eventstream.audit.stream", "none")
            .overrideConfigKey("quarkus.eventstream.audit.prefix", "audit")
            .overrideConfigKey("quarkus.eventstream.audit.strict-validation", "true");

    @Inject
    EventStream events;

    @Inject
    @EventStreamName("audit")
    EventStream audit;

    @Inject
    Billing billing;

    @Test
    void anEventIsAcceptedAndNotDelivered() {
        assertThat(events.publishAndAwait(created().build()).records())
                .containsExactly(new WrittenRecord("orders", -1, -1));

        assertThat(billing.heard).isEmpty();
    }

    @Test
    void aNamedStreamHasItsOwnSubscriptionsAndPrefix() {
        assertThat(audit.subscriptions()).extracting(Subscription::id).containsExactly("audited");
        assertThat(events.subscriptions()).extracting(Subscription::id).containsExactly("billed");
        assertThat(audit.publishAndAwait(created().build()).records()).extracting(WrittenRecord::topic)
                .containsExactly("audit.orders");
    }

    @Test
    void anInvalidEventFailsWithAllItsViolations() {
        OutgoingEvent invalid = OutgoingEvent.builder("order created").topics("orders", "or/ders").namespace("").build();

        assertThatThrownBy(() -> events.publishAndAwait(invalid)).isInstanceOf(InvalidEventException.class)
                .extracting(error -> ((InvalidEventException) error).violations(), list(Violation.class))
                .extracting(Violation::field).containsExactly("topic", "name", "namespace");
    }

    @Test
    void idsAreFreeUnlessValidationIsStrict() {
        OutgoingEvent free = created().userId("user-1").sessionId("session-1").build();

        assertThat(events.publishAndAwait(free).records()).hasSize(1);
        assertThatThrownBy(() -> audit.publishAndAwait(free)).isInstanceOf(InvalidEventException.class)
                .hasMessageContaining("userId \"user-1\"").hasMessageContaining("sessionId \"session-1\"");
    }

    @Test
    void strictValidationAcceptsUuids() {
        OutgoingEvent strict = created().userId("4c2fa1b2e6d14a0b8c7d9e8f7a6b5c4d").build();

        assertThat(audit.publishAndAwait(strict).records()).hasSize(1);
    }

    private static OutgoingEvent.Builder created() {
        return OutgoingEvent.builder("orderCreated").topic("orders").namespace("shop");
    }

    @Singleton
    static class Billing {
        final List<IncomingEvent> heard = new CopyOnWriteArrayList<>();

        @OnEvent(topic = "orders", id = "billed")
        void on(IncomingEvent event) {
            heard.add(event);
        }

        @OnEvent(topic = "orders", stream = "audit", id = "audited")
        void audit(IncomingEvent event) {
            heard.add(event);
        }
    }
}
