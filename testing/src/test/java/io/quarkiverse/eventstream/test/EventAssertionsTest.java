package io.quarkiverse.eventstream.test;

import static io.quarkiverse.eventstream.test.EventAssertions.await;
import static io.quarkiverse.eventstream.test.EventAssertions.deadLettered;
import static io.quarkiverse.eventstream.test.EventAssertions.delivered;
import static io.quarkiverse.eventstream.test.EventAssertions.everythingDelivered;
import static io.quarkiverse.eventstream.test.EventAssertions.failed;
import static io.quarkiverse.eventstream.test.EventAssertions.nothingLost;
import static io.quarkiverse.eventstream.test.EventAssertions.published;
import static io.quarkiverse.eventstream.test.EventAssertions.skipped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.quarkiverse.eventstream.EventHandler;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.Subscription;
import io.quarkiverse.eventstream.test.observed.ObservedRecord;
import io.quarkiverse.eventstream.test.observed.Outcome;
import io.quarkiverse.eventstream.test.observed.PublishedEvent;

class EventAssertionsTest {

    private static final Duration SHORT = Duration.ofMillis(100);

    private StandaloneStream stream;
    private ObservedEvents events;

    record Order(int id, BigDecimal price) {}

    private void open(StandaloneStream.Builder builder) {
        stream = builder.open();
        events = stream.observed();
    }

    @AfterEach
    void close() {
        stream.close();
    }

    private Subscription listen(String id, EventHandler handler) {
        Subscription subscription = stream.events().newSubscription(id).topic("orders").group(id).handler(handler).register();
        await().listening(events);
        return subscription;
    }

    private static OutgoingEvent.Builder order(int id) {
        return order(id, "orders");
    }

    private static OutgoingEvent.Builder order(int id, String topic) {
        return event("orderCreated", topic).key("k-" + id).id("id-" + id).payload(new Order(id, new BigDecimal("9.90")));
    }

    private static OutgoingEvent.Builder event(String name, String topic) {
        return OutgoingEvent.builder(name).topic(topic).namespace("shop");
    }

    private void publish(OutgoingEvent.Builder event) {
        stream.events().publishAndAwait(event.build());
    }

    private static void assertFailure(ThrowingCallable assertion, String... lines) {
        assertThatThrownBy(assertion).isInstanceOf(AssertionError.class).hasMessage(String.join("\n", lines));
    }

    @Test
    void eventsArePickedByTopicNameNamespaceIdKeyHeaderAndPayload() {
        open(StandaloneStream.builder().stream("none"));
        publish(order(1).header("tenant", "acme"));
        publish(order(2));
        publish(order(1, "audit"));

        published(events).exactly(3);
        published(events).to("orders").exactly(2);
        published(events).to("orders").named("orderCreated").inNamespace("shop").withId("id-1").withKey("k-1")
                .withHeader("tenant", "acme").once();
        published(events).named("orderPaid").never();
        published(events).withHeader("tenant", "other").never();
        published(events).withKey("k-1").atLeast(2);
        published(events).withPayload(new Order(2, BigDecimal.TEN)).never();
        published(events).withPayload(Map.of("id", 2, "price", 9.9)).once();
        published(events).withPayload("{\"price\": 9.900, \"id\": 2.0}").once();
        published(events).withPayload(JsonNodeFactory.instance.objectNode().put("id", 2).put("price", new BigDecimal("9.9")))
                .once();
        published(events).withPayload(Order.class, order -> order.id() > 1).once();
        published(events).withPayload(Integer.class, number -> true).never();
        published(events).matching("with an even id", event -> event.payload(Order.class).id() % 2 == 0).once();
        assertThat(published(events).withKey("k-2").single().payload(Order.class).id()).isEqualTo(2);
    }

    @Test
    void aPayloadThatIsNoJsonIsRefused() {
        open(StandaloneStream.builder().stream("none"));

        assertThatThrownBy(() -> published(events).withPayload("{")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The expected payload is no JSON: ");
        assertThatThrownBy(() -> published(events).exactly(-1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("times must be 0 or more, not -1");
    }

    @Test
    void aFailureShowsPublishedEventsAndTheCriteriaTheyDoNotMeet() {
        open(StandaloneStream.builder().stream("none"));
        publish(order(1));
        publish(order(2).namespace("crm"));
        publish(event("orderPaid", "payments").namespace("crm"));
        assertThatThrownBy(() -> publish(order(1).namespace("")));

        assertFailure(() -> published(events).to("orders").named("orderCreated").inNamespace("shop").withKey("k-1").exactly(3),
                "Expected exactly 3 events published to \"orders\", named \"orderCreated\", in the namespace \"shop\", with the key"
                        + " \"k-1\"; there is 1.",
                "Matching (1):",
                "    orders: orderCreated {\"id\":1,\"price\":9.90}",
                "Matching in part (2):",
                "    orders: orderCreated {\"id\":1,\"price\":9.90}; not published:"
                        + " io.quarkiverse.eventstream.InvalidEventException: The event is not valid, nothing was sent: namespace"
                        + " \"\": must be letters and digits (a-z, A-Z, 0-9) with '-' between them, at most 256 characters"
                        + " <- not in the namespace \"shop\" but \"\"",
                "    orders: orderCreated {\"id\":2,\"price\":9.90} <- not in the namespace \"shop\" but \"crm\", not with the key"
                        + " \"k-1\" but \"k-2\"",
                "Other events published (1):",
                "    payments: orderPaid");
    }

    @Test
    void aFailureWithoutObservationsSaysSo() {
        open(StandaloneStream.builder().stream("none"));

        assertFailure(() -> published(events).to("orders").once(),
                "Expected exactly 1 event published to \"orders\"; there are 0.",
                "Nothing was observed.");
    }

    @Test
    void aFailureShowsTwentyLinesOfEachKind() {
        open(StandaloneStream.builder().stream("none"));
        for (int i = 0; i < 25; i++) {
            publish(order(1));
        }

        assertThatThrownBy(() -> published(events).never()).message().satisfies(message -> assertThat(message.split("\n"))
                .hasSize(1 + 1 + 20 + 1).startsWith("Expected no event published; there are 25.", "Matching (25):")
                .endsWith("    … and 5 more"));
    }

    @Test
    void aFailureShowsTheOutcomesOfRecords() {
        open(TestStreams.delivering().property("delivery.attempts", "2").property("delivery.failure-policy", "skip"));
        listen("billing", event -> {
            if (event.key().equals("k-2")) {
                throw new IllegalStateException("out of paper");
            }
        });
        publish(order(1));
        publish(order(2));
        await().nothingLost(events);

        assertFailure(() -> delivered(events).to("billing").withKey("k-2").once(),
                "Expected exactly 1 event delivered to \"billing\", with the key \"k-2\"; there are 0.",
                "Matching in part (3):",
                "    billing: orders, partition 0, offset 1: orderCreated {\"id\":2,\"price\":9.90}; failed:"
                        + " java.lang.IllegalStateException: out of paper",
                "    billing: orders, partition 0, offset 1: orderCreated {\"id\":2,\"price\":9.90}, attempt 2; failed:"
                        + " java.lang.IllegalStateException: out of paper -> billing SKIPPED",
                "    billing: orders, partition 0, offset 0: orderCreated {\"id\":1,\"price\":9.90} <- not with the key \"k-2\" but"
                        + " \"k-1\"");
        assertFailure(() -> deadLettered(events).by("billing").once(),
                "Expected exactly 1 record dead-lettered by \"billing\"; there are 0.",
                "Matching in part (2):",
                "    billing DELIVERED: orders, partition 0, offset 0: orderCreated {\"id\":1,\"price\":9.90}",
                "    billing SKIPPED: orders, partition 0, offset 1: orderCreated {\"id\":2,\"price\":9.90} (2 failed attempts, the"
                        + " last: java.lang.IllegalStateException: out of paper)");
        assertFailure(() -> everythingDelivered(events),
                "Expected everything to be delivered; 1 record is not delivered.",
                "Not delivered (1):",
                "    orders, partition 0, offset 1: orderCreated {\"id\":2,\"price\":9.90}; billing SKIPPED (2 failed attempts, the"
                        + " last: java.lang.IllegalStateException: out of paper)",
                "Other records and their listeners (1):",
                "    orders, partition 0, offset 0: orderCreated {\"id\":1,\"price\":9.90}; billing DELIVERED");
        nothingLost(events);
        skipped(events).by("billing").from("orders").withKey("k-2").once();
        assertThat(failed(events).to("billing").exactly(2)).extracting(event -> event.attempt()).containsExactly(1, 2);
        // An event that was given up will never be delivered: the assertion does not wait.
        assertThatThrownBy(() -> await(Duration.ofMinutes(2)).everythingDelivered(events)).isInstanceOf(AssertionError.class);
    }

    @Test
    void nothingLostNamesRecordsAndTheListenersThatHaveNotCompleted() {
        open(TestStreams.delivering());
        CountDownLatch end = new CountDownLatch(1);
        listen("billing", event -> {});
        listen("slow", event -> end.await());
        publish(order(1));
        publish(order(2));
        await().delivered(events).to("billing").exactly(2);

        assertFailure(() -> await(SHORT).nothingLost(events),
                "Expected nothing to be lost within 100 ms; 2 records are not settled.",
                "Not settled (2):",
                "    orders, partition 0, offset 0: orderCreated {\"id\":1,\"price\":9.90}; billing DELIVERED, slow PENDING",
                "    orders, partition 0, offset 1: orderCreated {\"id\":2,\"price\":9.90}; billing DELIVERED, slow PENDING");
        end.countDown();
        await().nothingLost(events);
        await().everythingDelivered(events);
    }

    @Test
    void anEventPublishedBeforeTheListenerRegisteredIsNotLost() {
        open(TestStreams.delivering());
        publish(order(1));

        listen("billing", event -> {});

        nothingLost(events);
    }

    @Test
    void neverHoldsWhenEverythingIsSettledAndNotBefore() {
        open(TestStreams.delivering());
        CountDownLatch end = new CountDownLatch(1);
        listen("billing", event -> {
            end.await();
            publish(event("billSent", "bills"));
        });
        publish(order(1));
        CompletableFuture<Void> never = CompletableFuture.runAsync(
                () -> await(Duration.ofMinutes(1)).published(events).to("bills").never());
        CompletableFuture<Void> nothingElse = CompletableFuture.runAsync(
                () -> await(Duration.ofMinutes(1)).published(events).to("letters").never());
        assertThat(never).isNotDone();

        end.countDown();

        assertThat(nothingElse).succeedsWithin(Duration.ofSeconds(30));
        assertThat(never).failsWithin(Duration.ofSeconds(30)).withThrowableThat().havingRootCause()
                .isInstanceOf(AssertionError.class)
                .withMessageStartingWith("Expected no event published to \"bills\" within 60 s; there is 1.");
    }

    @Test
    void exactlyWaitsUntilNoMoreCanCome() {
        open(TestStreams.delivering());
        CountDownLatch end = new CountDownLatch(1);
        listen("billing", event -> {
            if (event.key().equals("k-2")) {
                end.await();
            }
        });
        publish(order(1));
        publish(order(2));
        await().delivered(events).to("billing").atLeast(1);

        assertFailure(() -> await(SHORT).delivered(events).to("billing").once(),
                "Expected exactly 1 event delivered to \"billing\" within 100 ms; there is 1, but more may come: not everything is"
                        + " settled.",
                "Matching (1):",
                "    billing: orders, partition 0, offset 0: orderCreated {\"id\":1,\"price\":9.90}",
                "Matching in part (1):",
                "    billing: orders, partition 0, offset 1: orderCreated {\"id\":2,\"price\":9.90}; still runs -> billing PENDING");
        end.countDown();
        await().delivered(events).to("billing").exactly(2);
    }

    @Test
    void exactlyDoesNotWaitForOtherOrPausedListeners() {
        open(TestStreams.delivering());
        listen("billing", event -> {});
        listen("fails", event -> {
            throw new IllegalStateException("never");
        });
        listen("paused", event -> {}).pause();
        publish(order(1));

        await().delivered(events).to("billing").once();
        await().delivered(events).to("paused").never();
        assertThatThrownBy(() -> await(SHORT).nothingLost(events)).hasMessageContaining("fails PENDING")
                .hasMessageContaining("paused PENDING");
    }

    @Test
    void anEventAfterAnAssertionHasHeldDoesNotBreakIt() {
        open(StandaloneStream.builder().stream("memory"));
        listen("billing", event -> {});
        publish(order(1));
        // "once" also waits until the listener's group has settled the record; nothingLost does not.
        await().published(events).once();
        stream.memory().holdBack("orders", 0);
        AtomicBoolean asked = new AtomicBoolean();

        await(SHORT).published(events).matching("the first", event -> {
            if (asked.compareAndSet(false, true)) {
                publish(order(2));
            }
            return event.id().equals("id-1");
        }).once();

        assertThat(events.published()).hasSize(2);
    }

    @Test
    void anUnknownListenerIsNamedForAnyNumber() {
        open(TestStreams.delivering());
        listen("billing", event -> {});

        assertFailure(() -> delivered(events).to("biling").never(), "There is no listener \"biling\". There are: [billing]");
    }

    @Test
    void aStreamThatDeliversNothingHasNoAssertionsAboutListeners() {
        open(StandaloneStream.builder().stream("stdout"));
        stream.events().newSubscription("billing").topic("orders").handler(event -> {}).register();
        publish(order(1));

        published(events).once();
        assertFailure(() -> delivered(events).to("billing").never(), "The stream is stdout, which delivers nothing:"
                + " no assertion about listeners is possible. Choose memory or kafka, with quarkus.eventstream.stream");
        assertFailure(() -> nothingLost(events), "The stream is stdout, which delivers nothing, and there are"
                + " listeners: [billing]. Choose memory or kafka, with quarkus.eventstream.stream");
    }

    @Test
    void assertionsCanBeSharedAndRefined() {
        open(StandaloneStream.builder().stream("none"));
        publish(order(1));
        publish(order(2));
        PublishedAssertion orders = published(events).to("orders");

        List<PublishedEvent> all = orders.exactly(2);
        orders.withKey("k-1").once();

        assertThat(all).extracting(event -> event.event().key()).containsExactly("k-1", "k-2");
        orders.exactly(2);
    }

    @Test
    void conditionsAreOnlyEvaluatedForEventsThatMeetAllComparisons() {
        open(StandaloneStream.builder().stream("none"));
        publish(event("orderPaid", "payments"));
        publish(event("orderDeleted", "orders"));
        publish(order(1));

        published(events).to("orders").named("orderCreated")
                .matching("with the id 1", event -> event.payload(Order.class).id() == 1).once();
        assertFailure(() -> published(events).to("orders").named("orderCreated")
                .matching("with the id 2", event -> event.payload(Order.class).id() == 2).once(),
                "Expected exactly 1 event published to \"orders\", named \"orderCreated\", with the id 2; there are 0.",
                "Matching in part (2):",
                "    orders: orderDeleted <- not named \"orderCreated\"",
                "    orders: orderCreated {\"id\":1,\"price\":9.90} <- not with the id 2",
                "Other events published (1):",
                "    payments: orderPaid");
    }

    @Test
    void aConditionThatThrowsIsReportedWithItsEvent() {
        open(StandaloneStream.builder().stream("none"));
        publish(event("orderDeleted", "orders").id("id-9"));

        assertThatThrownBy(() -> published(events).to("orders")
                .matching("with the id 2", event -> event.payload(Order.class).id() == 2).never())
                .isInstanceOf(AssertionFailedError.class).hasCauseInstanceOf(NullPointerException.class)
                .hasMessageStartingWith("The condition \"with the id 2\" threw java.lang.NullPointerException")
                .hasMessageEndingWith(" for:\n    orders: orderDeleted");
        assertThatThrownBy(() -> published(events).withPayload(Order.class, order -> {
            throw new IllegalStateException("never evaluated: there is no payload");
        }).once()).isInstanceOf(AssertionError.class).hasMessageStartingWith("Expected exactly 1 event");
    }

    @Test
    void aPayloadIsComparedWithTheNearest() {
        open(StandaloneStream.builder().stream("none"));
        publish(event("orderPaid", "payments").payload(Map.of("by", "card")));
        publish(event("orderCreated", "orders").payload(
                Map.of("id", 1, "lines", List.of(Map.of("sku", "a"), Map.of("sku", "b")), "note", "new")));

        AssertionFailedError failure = catchThrowableOfType(AssertionFailedError.class, () -> published(events)
                .named("orderCreated")
                .withPayload(Map.of("id", 1.0, "lines", List.of(Map.of("sku", "a"), Map.of("sku", "c")), "total", 7)).once());

        assertThat(failure)
                .hasMessageContaining(" <- payload: /lines/1/sku is \"b\" instead of \"c\", /note is \"new\" and"
                        + " should be absent, /total is absent instead of 7");
        assertThat(failure.getExpected().getStringRepresentation().lines()).contains("    \"sku\" : \"c\"", "  \"id\" : 1,");
        assertThat(failure.getActual().getStringRepresentation().lines()).contains("    \"sku\" : \"b\"", "  \"id\" : 1,");
        AssertionFailedError count = catchThrowableOfType(AssertionFailedError.class, () -> published(events).exactly(3));
        assertThat(count.getExpected().getStringRepresentation()).isEqualTo("exactly 3 events published");
        assertThat(count.getActual().getStringRepresentation()).isEqualTo("2");
    }

    @Test
    void topicsMayHaveThePrefix() {
        open(TestStreams.delivering().property("prefix", "prod"));
        listen("billing", event -> {});
        publish(order(1));

        published(events).to("prod.orders").once();
        await().delivered(events).from("prod.orders").once();
        delivered(events).from("orders").once();
    }

    @Test
    void whileTheTimeIsStoppedAnAssertionDoesNotWaitForRedeliveries() {
        open(TestStreams.delivering().property("delivery.backoff", "10m").property("delivery.max-backoff", "10m"));
        listen("billing", event -> {
            if (event.attempt() == 1 && event.key().equals("k-1")) {
                throw new IllegalStateException("not yet");
            }
        });
        listen("other", event -> {});
        stream.time().stop();
        publish(order(1));
        publish(order(2));
        AwaitedAssertions forEver = await(Duration.ofMinutes(2));

        forEver.failed(events).to("billing").atLeast(1);
        forEver.delivered(events).to("other").exactly(2);
        for (ThrowingCallable assertion : List.<ThrowingCallable>of(
                () -> forEver.delivered(events).to("billing").withKey("k-1").once(),
                () -> forEver.delivered(events).to("billing").withKey("k-2").once(),
                () -> forEver.failed(events).to("billing").once(),
                () -> forEver.nothingLost(events),
                () -> forEver.everythingDelivered(events),
                () -> forEver.published(events).exactly(2))) {
            assertThatThrownBy(assertion).isInstanceOf(AssertionError.class)
                    .hasMessageContaining(" The time is stopped, the next wait ends in PT")
                    .hasMessageContaining(": advance it, as with TestTime.advanceToNext().");
        }

        stream.time().advanceToNext();
        forEver.delivered(events).to("billing").exactly(2);
        forEver.everythingDelivered(events);
    }

    @Test
    void whileTheTimeIsStoppedAPushDoesNotWaitForRedeliveries() {
        open(TestStreams.delivering());
        listen("billing", event -> {
            throw new IllegalStateException("never");
        });
        stream.time().stop();
        PushedRecord pushed = events.push(order(1).build());

        assertThatThrownBy(() -> pushed.await(Duration.ofMinutes(2))).isInstanceOf(AssertionError.class)
                .hasMessageContaining("The time is stopped, the next wait ends in PT0.");
    }

    @Test
    void anEventWithoutAListenerIsNotDelivered() {
        open(TestStreams.delivering());
        listen("billing", event -> {});
        publish(order(1));
        publish(order(1, "audit"));

        await().nothingLost(events);
        assertFailure(() -> await(Duration.ofMinutes(2)).everythingDelivered(events),
                "Expected everything to be delivered within 120 s; 1 record is not delivered.",
                "Not delivered (1):",
                "    audit, partition 0, offset 0: orderCreated {\"id\":1,\"price\":9.90}; the topic has no listener",
                "Other records and their listeners (1):",
                "    orders, partition 0, offset 0: orderCreated {\"id\":1,\"price\":9.90}; billing DELIVERED");
    }

    @Test
    void anOutcomeAtAnUnknownListenerIsRefused() {
        open(TestStreams.delivering());
        listen("billing", event -> {});
        stream.events().newSubscription("payments").topic("payments").handler(event -> {}).register();

        ObservedRecord record = events.push(order(1).build()).await();

        assertThat(record.outcome("billing")).isEqualTo(Outcome.DELIVERED);
        assertThat(record.outcome("payments")).isEqualTo(Outcome.UNWANTED);
        assertThatThrownBy(() -> record.outcome("biling")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no listener \"biling\". There are: [billing, payments]");
        assertThatThrownBy(() -> record.failures("biling")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTombstoneCanBePushed() {
        open(TestStreams.delivering());
        List<String> billed = new CopyOnWriteArrayList<>();
        listen("billing", event -> billed.add(event.key()));

        ObservedRecord tombstone = events.pushTombstone("orders", "k-1").await();
        events.pushRecord("orders", null, (String) null).await();
        events.push(order(2).build()).await();

        assertThat(tombstone.offset()).isZero();
        assertThat(billed).containsExactly("k-2");
        await().nothingLost(events);
    }
}
