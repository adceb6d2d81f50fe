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

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.quarkiverse.eventstream.EventHandler;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.Subscription;

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
        open(StandaloneStream.builder().kind("none"));
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
    void aPayloadThatIsNoJsonIsAMistakeOfTheTest() {
        open(StandaloneStream.builder().kind("none"));

        assertThatThrownBy(() -> published(events).withPayload("{")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The payload that is expected is no JSON: ");
        assertThatThrownBy(() -> published(events).exactly(-1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("times must be 0 or more, not -1");
    }

    @Test
    void aFailureShowsWhatWasPublishedAndWhichCriterionItDoesNotMeet() {
        open(StandaloneStream.builder().kind("none"));
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
    void aFailureWithNothingSeenSaysSo() {
        open(StandaloneStream.builder().kind("none"));

        assertFailure(() -> published(events).to("orders").once(),
                "Expected exactly 1 event published to \"orders\"; there are 0.",
                "Nothing was seen at all.");
    }

    @Test
    void aFailureShowsTwentyLinesOfEachKind() {
        open(StandaloneStream.builder().kind("none"));
        for (int i = 0; i < 25; i++) {
            publish(order(1));
        }

        assertThatThrownBy(() -> published(events).never()).message().satisfies(message -> assertThat(message.split("\n"))
                .hasSize(1 + 1 + 20 + 1).startsWith("Expected no event published; there are 25.", "Matching (25):")
                .endsWith("    … and 5 more"));
    }

    @Test
    void aFailureShowsWhatBecameOfRecordsAtTheirListeners() {
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
                "    billing: orders, partition 0, offset 1: orderCreated {\"id\":2,\"price\":9.90}, call 2; failed:"
                        + " java.lang.IllegalStateException: out of paper",
                "    billing: orders, partition 0, offset 0: orderCreated {\"id\":1,\"price\":9.90} <- not with the key \"k-2\" but"
                        + " \"k-1\"",
                "Records and their listeners (2):",
                "    orders, partition 0, offset 0: orderCreated {\"id\":1,\"price\":9.90}; billing DELIVERED",
                "    orders, partition 0, offset 1: orderCreated {\"id\":2,\"price\":9.90}; billing SKIPPED (2 calls failed, the"
                        + " last: java.lang.IllegalStateException: out of paper)");
        assertFailure(() -> deadLettered(events).by("billing").once(),
                "Expected exactly 1 record dead-lettered by \"billing\"; there are 0.",
                "Matching in part (2):",
                "    billing DELIVERED: orders, partition 0, offset 0: orderCreated {\"id\":1,\"price\":9.90}",
                "    billing SKIPPED: orders, partition 0, offset 1: orderCreated {\"id\":2,\"price\":9.90} (2 calls failed, the"
                        + " last: java.lang.IllegalStateException: out of paper)",
                "Records and their listeners (2):",
                "    orders, partition 0, offset 0: orderCreated {\"id\":1,\"price\":9.90}; billing DELIVERED",
                "    orders, partition 0, offset 1: orderCreated {\"id\":2,\"price\":9.90}; billing SKIPPED (2 calls failed, the"
                        + " last: java.lang.IllegalStateException: out of paper)");
        assertFailure(() -> everythingDelivered(events),
                "Expected everything to be delivered; 1 record is not delivered.",
                "Not delivered (1):",
                "    orders, partition 0, offset 1: orderCreated {\"id\":2,\"price\":9.90}; billing SKIPPED (2 calls failed, the"
                        + " last: java.lang.IllegalStateException: out of paper)",
                "Other records and their listeners (1):",
                "    orders, partition 0, offset 0: orderCreated {\"id\":1,\"price\":9.90}; billing DELIVERED");
        nothingLost(events);
        skipped(events).by("billing").from("orders").withKey("k-2").once();
        assertThat(failed(events).to("billing").exactly(2)).extracting(event -> event.attempt()).containsExactly(1, 2);
        // What is given up will never be delivered: there is nothing to wait for.
        assertThatThrownBy(() -> await(Duration.ofDays(1)).everythingDelivered(events)).isInstanceOf(AssertionError.class);
    }

    @Test
    void whatIsLostIsNamedWithEachListenerThatHasNotGotIt() {
        open(TestStreams.delivering());
        CountDownLatch end = new CountDownLatch(1);
        listen("billing", event -> {});
        listen("slow", event -> end.await());
        publish(order(1));
        publish(order(2));
        await().delivered(events).to("billing").exactly(2);

        assertFailure(() -> await(SHORT).nothingLost(events),
                "Expected nothing to be lost within 100 ms; 2 records are not dealt with.",
                "Not dealt with (2):",
                "    orders, partition 0, offset 0: orderCreated {\"id\":1,\"price\":9.90}; billing DELIVERED, slow PENDING",
                "    orders, partition 0, offset 1: orderCreated {\"id\":2,\"price\":9.90}; billing DELIVERED, slow PENDING");
        end.countDown();
        await().nothingLost(events);
        await().everythingDelivered(events);
    }

    @Test
    void whatWasPublishedBeforeAListenerCameIsNotLost() {
        open(TestStreams.delivering());
        publish(order(1));

        listen("billing", event -> {});

        nothingLost(events);
    }

    @Test
    void neverHoldsWhenEverythingIsDealtWithAndNotBefore() {
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
                        + " dealt with.",
                "Matching (1):",
                "    billing: orders, partition 0, offset 0: orderCreated {\"id\":1,\"price\":9.90}",
                "Matching in part (1):",
                "    billing: orders, partition 0, offset 1: orderCreated {\"id\":2,\"price\":9.90}; still runs",
                "Records and their listeners (2):",
                "    orders, partition 0, offset 0: orderCreated {\"id\":1,\"price\":9.90}; billing DELIVERED",
                "    orders, partition 0, offset 1: orderCreated {\"id\":2,\"price\":9.90}; billing PENDING");
        end.countDown();
        await().delivered(events).to("billing").exactly(2);
    }

    @Test
    void exactlyDoesNotWaitForOtherListenersNorForOnesThatArePaused() {
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
    void whatComesAfterAnAssertionHasHeldDoesNotBreakIt() {
        open(StandaloneStream.builder().kind("memory"));
        listen("billing", event -> {});
        publish(order(1));
        // "once" waits until the listener's group is through with it, too; nothingLost does not.
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
    void aListenerThatThereIsNotIsNamedWhateverTheNumber() {
        open(TestStreams.delivering());
        listen("billing", event -> {});

        assertFailure(() -> delivered(events).to("biling").never(), "There is no listener \"biling\". There are: [billing]");
    }

    @Test
    void aStreamThatDeliversNothingIsNotAskedAboutListeners() {
        open(StandaloneStream.builder().kind("stdout"));
        stream.events().newSubscription("billing").topic("orders").handler(event -> {}).register();
        publish(order(1));

        published(events).once();
        assertFailure(() -> delivered(events).to("billing").never(), "The stream is of the kind stdout, which delivers nothing:"
                + " there is nothing to ask about listeners. Choose memory or kafka, with quarkus.eventstream.stream");
        assertFailure(() -> nothingLost(events), "The stream is of the kind stdout, which delivers nothing, and there are"
                + " listeners: [billing]. Choose memory or kafka, with quarkus.eventstream.stream");
    }

    @Test
    void assertionsCanBeSharedAndRefined() {
        open(StandaloneStream.builder().kind("none"));
        publish(order(1));
        publish(order(2));
        PublishedAssertion orders = published(events).to("orders");

        List<PublishedEvent> all = orders.exactly(2);
        orders.withKey("k-1").once();

        assertThat(all).extracting(event -> event.event().key()).containsExactly("k-1", "k-2");
        orders.exactly(2);
    }
}
