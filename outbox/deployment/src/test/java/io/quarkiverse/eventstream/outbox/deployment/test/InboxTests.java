package io.quarkiverse.eventstream.outbox.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.OutgoingEvent;

/** The promises of {@code @Once}, on any database. */
public abstract class InboxTests {

    @Inject
    Billing billing;

    @Inject
    EventStream events;

    @BeforeEach
    void create() throws Exception {
        billing.createTable();
    }

    private static OutgoingEvent order(String topic, String id, String number, int failures) {
        return OutgoingEvent.builder("order").topic(topic).namespace("shop").id(id).key(id)
                .payload(Map.of("number", number, "failures", failures)).build();
    }

    @Test
    void anEventThatIsPublishedTwiceTakesEffectOnce() throws Exception {
        String id = UUID.randomUUID().toString();
        events.publishAndAwait(order(Billing.ORDERS, id, "n", 0));
        events.publishAndAwait(order(Billing.ORDERS, id, "n", 0));
        events.publishAndAwait(order(Billing.ORDERS, id + "-last", "n", 0));

        OutboxTests.await().untilAsserted(() -> assertThat(billing.effects("bill")).contains(id + "-last"));
        assertThat(billing.effects("bill")).containsOnlyOnce(id);
        OutboxTests.await().untilAsserted(
                () -> assertThat(new Topic(Billing.BILLED, 1).ids()).containsOnlyOnce("billed-" + id,
                        "billed-" + id + "-last"));
    }

    @Test
    void anInvocationThatFailsHasNoEffectAndPublishesNothing() {
        String id = UUID.randomUUID().toString();
        events.publishAndAwait(order(Billing.ORDERS, id, "n", 2));

        OutboxTests.await().untilAsserted(() -> assertThat(billing.effects("bill")).containsOnlyOnce(id));
        assertThat(billing.attempts()).isGreaterThanOrEqualTo(3);
        OutboxTests.await()
                .untilAsserted(() -> assertThat(new Topic(Billing.BILLED, 1).ids()).containsOnlyOnce("billed-" + id));
    }

    @Test
    void aFieldOfThePayloadIdentifiesTheEvent() throws Exception {
        String number = UUID.randomUUID().toString();
        events.publishAndAwait(order(Billing.SHIPPED, "1-" + number, number, 0));
        events.publishAndAwait(order(Billing.SHIPPED, "2-" + number, number, 0));
        events.publishAndAwait(order(Billing.SHIPPED, "3-" + number, number + "-last", 0));

        OutboxTests.await().untilAsserted(() -> assertThat(billing.effects("ship")).contains(number + "-last"));
        assertThat(billing.effects("ship")).containsOnlyOnce(number);
    }

    @Test
    void idsThatDifferInCaseOrBlanksAreOfDifferentEvents() throws Exception {
        String number = "n" + UUID.randomUUID();
        for (String one : List.of(number, number.toUpperCase(Locale.ROOT), number + " ")) {
            events.publishAndAwait(order(Billing.SHIPPED, UUID.randomUUID().toString(), one, 0));
        }

        OutboxTests.await().untilAsserted(
                () -> assertThat(billing.effects("ship")).contains(number, number.toUpperCase(Locale.ROOT), number + " "));
    }

    @Test
    void ofTwoAtOnceTheSecondWaitsForTheFirst() throws Exception {
        String id = UUID.randomUUID().toString();
        events.publish(order(Billing.PARALLEL, id, "n", 0));
        events.publish(order(Billing.PARALLEL, id, "n", 0));
        events.publishAndAwait(order(Billing.PARALLEL, id + "-last", "n", 0));

        OutboxTests.await().untilAsserted(() -> assertThat(billing.effects("parallel")).contains(id, id + "-last"));
        assertThat(billing.effects("parallel")).containsOnlyOnce(id);
        assertThat(billing.invocationsAtOnce()).as("invocations").isEqualTo(2);
    }
}
