package io.quarkiverse.eventstream.operations.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.EventStreamName;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.operations.DeadLetterDesk;
import io.quarkiverse.eventstream.operations.Letter;
import io.quarkiverse.eventstream.operations.LetterFilter;
import io.quarkiverse.eventstream.operations.LetterGroup;
import io.quarkiverse.eventstream.operations.LetterId;
import io.quarkiverse.eventstream.operations.LetterState;
import io.quarkiverse.eventstream.operations.RedriveOptions;
import io.quarkus.test.QuarkusUnitTest;

/** A letter's whole life, on a real broker: it fails, is redriven, fails again, is redriven again, and resolved. */
class DeskTest {

    private static final String LISTENER = Billing.class.getName() + "#bill";

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest().withApplicationRoot(root -> root.addClasses(Billing.class))
            .overrideConfigKey("quarkus.application.name", "billing")
            .overrideConfigKey("quarkus.eventstream.prefix", "prod")
            .overrideConfigKey("quarkus.eventstream.offset", "earliest")
            .overrideConfigKey("quarkus.eventstream.delivery.failure-policy", "dead-letter")
            .overrideConfigKey("quarkus.eventstream.delivery.attempts", "1")
            .overrideConfigKey("quarkus.eventstream.delivery.backoff", "0.01S")
            .overrideConfigKey("quarkus.eventstream.audit.prefix", "audit");

    @Singleton
    static class Billing {

        private final AtomicBoolean hasCustomer = new AtomicBoolean();

        @OnEvent(topic = "desk-orders")
        void bill(Map<String, Object> order) {
            if (!hasCustomer.get()) {
                throw new IllegalStateException("No such customer: " + order.get("customer"));
            }
        }
    }

    @Inject
    EventStream events;

    @Inject
    DeadLetterDesk desk;

    @Inject
    @EventStreamName("audit")
    DeadLetterDesk audit;

    @Inject
    Billing billing;

    private Letter letter(long offset) {
        return desk.letter(new LetterId("desk-orders.dlq", 0, offset)).orElseThrow();
    }

    @Test
    void aLetterIsRedrivenUntilItIsResolved() {
        events.publishAndAwait(OutgoingEvent.builder("orderCreated").topic("desk-orders").namespace("shop").key("k")
                .payload(Map.of("customer", "c-1")).build());
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> desk.topics().get(0).count(LetterState.OPEN) == 1);

        LetterGroup group = desk.groups("desk-orders.dlq", LetterFilter.open()).get(0);
        assertThat(group.listener()).isEqualTo(LISTENER);
        assertThat(group.frame()).isEqualTo(Billing.class.getName() + ".bill");
        assertThat(letter(0).failure().group()).isEqualTo("billing");
        assertThat(letter(0).event().orElseThrow().payloadAsMap()).containsEntry("customer", "c-1");
        assertThat(desk.plan("desk-orders.dlq", LetterFilter.open(), RedriveOptions.by("ada").build()).byListener())
                .isEqualTo(Map.of(LISTENER, 1L));

        redriveOpenLetters();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> letter(0).status().state() == LetterState.FAILED);
        assertThat(letter(0).next()).contains(letter(1).id());
        assertThat(letter(1).previous()).contains(letter(0).id());
        assertThat(letter(1).summary().redrives()).isEqualTo(1);
        assertThat(letter(1).failure().fingerprint()).isEqualTo(group.fingerprint());

        billing.hasCustomer.set(true);
        redriveOpenLetters();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> letter(1).status().state() == LetterState.RESOLVED);
        assertThat(desk.groups("desk-orders.dlq", LetterFilter.open())).isEmpty();
    }

    private void redriveOpenLetters() {
        desk.redrive("desk-orders.dlq", LetterFilter.open(), RedriveOptions.by("ada").build()).completion()
                .toCompletableFuture()
                .join();
    }

    @Test
    void aNamedStreamHasADeskOfItsOwn() {
        assertThat(audit.topics()).isEmpty();
    }
}
