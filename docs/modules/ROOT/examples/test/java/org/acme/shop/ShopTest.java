package org.acme.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.opentelemetry.api.trace.Span;
import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt;
import io.quarkiverse.eventstream.Subscription;
import io.quarkus.test.junit.QuarkusTest;

/** The guide's examples do what the guide says. */
@QuarkusTest
class ShopTest {

    @Inject
    EventStream events;

    @Inject
    Orders orders;

    @Inject
    Publishing publishing;

    @Inject
    Outbox outbox;

    @Inject
    Invoices invoices;

    @Inject
    AtRunTime atRunTime;

    @Inject
    Redrive redrive;

    @Inject
    Audit audit;

    @Inject
    Seen seen;

    @Inject
    Parcels parcels;

    @Test
    void anOrderReachesAllWhoListen() {
        PublishReceipt receipt = result(orders.orderCreated(order("c-1")));

        assertThat(receipt.records().get(0).topic()).isEqualTo("prod.orders");
        eventually(() -> invoices.has(receipt.eventId()));
        eventually(() -> seen.has("search", receipt.eventId()));
        eventually(() -> seen.has("shipping", receipt.eventId()));
        eventually(() -> seen.has("mail", receipt.eventId()));
        eventually(() -> seen.has("orderCreated", receipt.eventId()));
    }

    @Test
    void anEventWithEverythingGoesToTwoTopics() {
        PublishReceipt receipt = result(publishing.everything(order("c-1")));

        assertThat(receipt.records()).extracting(PublishReceipt.WrittenRecord::topic)
                .containsExactly("prod.orders", "prod.audit");
    }

    @Test
    void whatIsNotValidIsNamed() {
        OutgoingEvent event = OutgoingEvent.builder("order created").topic("orders").build();

        publishing.publish(event);

        eventually(() -> outbox.violations(event.id()).size() == 2);
    }

    @Test
    void anEventIsForwardedAsItCame() {
        OutgoingEvent event = orderCreated("c-2").build();
        events.publishAndAwait(event);
        eventually(() -> seen.has("shipping", event.id()));
        IncomingEvent received = seen.at("shipping").stream().filter(e -> e.id().equals(event.id())).findAny().orElseThrow();

        assertThat(result(publishing.forward(received)).eventId()).isEqualTo(event.id());
        assertThat(publishing.offsetOf(OutgoingEvent.builder(received).topic("archive").build())).isNotNegative();
        assertThat(Span.fromContext(Spans.of(received)).getSpanContext().isValid()).isFalse();
    }

    @Test
    void oneMethodHasTwoListeners() {
        PublishReceipt cancelled = publish(OutgoingEvent.builder("orderCancelled").topic("orders"));
        PublishReceipt returned = publish(OutgoingEvent.builder("orderReturned").topic("returns"));

        eventually(() -> seen.has("refund", cancelled.eventId()) && seen.has("refund", returned.eventId()));
    }

    @Test
    void withoutAGroupEachInstanceGetsWhatComesFromNowOn() {
        eventually(() -> {
            publish(OutgoingEvent.builder("priceChanged").topic("prices"));
            return !seen.at("cache").isEmpty();
        });
    }

    @Test
    void aNamedStreamHasAPrefixOfItsOwn() {
        PublishReceipt receipt = result(audit.audit.publish(OutgoingEvent.builder("entry").topic("trail").namespace("shop")
                .build()));

        assertThat(receipt.records().get(0).topic()).isEqualTo("audit.trail");
        eventually(() -> seen.has("trail", receipt.eventId()));
    }

    @Test
    void whatFailsTooOftenBecomesADeadLetterThatIsRedriven() {
        invoices.close("c-3");
        OutgoingEvent event = orderCreated("c-3").build();
        events.publishAndAwait(event);
        events.newSubscription("dead").topic("orders.dlq").group(OnEvent.NO_GROUP)
                .offset(Offset.EARLIEST)
                .handler(letter -> seen.note("dead", letter)).register();
        eventually(() -> seen.has("dead", event.id()));
        IncomingEvent letter = seen.at("dead").stream().filter(e -> e.id().equals(event.id())).findAny().orElseThrow();
        assertThat(letter.header("eventstream.dead-letter.attempts")).contains("3");
        assertThat(letter.header("eventstream.dead-letter.listener")).contains("org.acme.shop.Billing#bill");

        invoices.open("c-3");
        Subscription subscription = redrive.start();

        eventually(() -> invoices.has(event.id()));
        result(subscription.cancel());
    }

    @Test
    void anExceptionOfItsOwnRuleIsSkipped() {
        OutgoingEvent skipped = orderCreated(null).build();
        OutgoingEvent next = orderCreated("c-4").build();
        events.publishAndAwait(skipped);
        events.publishAndAwait(next);

        eventually(() -> invoices.has(next.id()));
        assertThat(seen.has("dead", skipped.id())).isFalse();
    }

    @Test
    void aListenerComesSeeksReplaysAndGoes() {
        Instant before = Instant.now().minus(Duration.ofHours(1));
        OutgoingEvent event = orderCreated("c-5").build();
        events.publishAndAwait(event);
        Subscription subscription = atRunTime.subscribe();
        eventually(() -> count("audit", event) == 1);

        result(atRunTime.back(subscription, before));
        eventually(() -> count("audit", event) == 2);

        eventually(() -> count("mail", event) == 1 && count("shipping", event) == 1);
        result(atRunTime.again(before, Instant.now().plusSeconds(1)));
        result(atRunTime.oneListener().completion());
        assertThat(count("mail", event)).isEqualTo(1);

        result(atRunTime.holdAndGo(subscription));
        assertThat(subscription.isCancelled()).isTrue();
    }

    @Test
    void theEnvelopeIsAsTheReferenceShowsIt() throws Exception {
        OutgoingEvent event = OutgoingEvent.builder("orderCreated").topic("shown").namespace("shop")
                .id("0c5fa1c44d6e4b0c8f6a3f6d7f0d3b52").timestamp(Instant.parse("2026-11-24T06:26:36Z"))
                .payload(new Order("o-1", "c-1", new BigDecimal("9.90"))).build();
        events.newSubscription("shown").topic("shown").group("shown").offset(Offset.EARLIEST)
                .handler(shown -> seen.note("shown", shown)).register();
        events.publishAndAwait(event);

        eventually(() -> seen.has("shown", event.id()));
        IncomingEvent shown = seen.at("shown").get(0);
        String example = Files.readString(Path.of("modules", "ROOT", "examples", "json", "order-created.json"));
        assertThat(new String(shown.record().value(), StandardCharsets.UTF_8)).isEqualTo(example.replaceAll("\\n *", ""));
        assertThat(shown.header("eventstream.name")).contains("orderCreated");
    }

    @Test
    void channelsReceiveAndPublish() {
        OutgoingEvent event = orderCreated("c-6").build();
        events.publishAndAwait(event);

        eventually(() -> seen.has("parcels", event.id()));
        eventually(() -> seen.at("audited").stream().anyMatch(e -> e.name().equals("labelPrinted")));
        parcels.reprint(new Label("o-6", "here"));
        eventually(() -> seen.at("audited").stream().anyMatch(e -> e.name().equals("labelReprinted")
                && e.key().equals("o-6") && e.namespace().equals("shop")));
        parcels.parcelLeft(order("c-6")).await().atMost(Duration.ofSeconds(60));
    }

    private static Order order(String customer) {
        return new Order("o-" + UUID.randomUUID(), customer, BigDecimal.TEN);
    }

    private static OutgoingEvent.Builder orderCreated(String customer) {
        return OutgoingEvent.builder("orderCreated").topic("orders").namespace("shop").payload(order(customer));
    }

    private PublishReceipt publish(OutgoingEvent.Builder event) {
        return events.publishAndAwait(event.namespace("shop").payload(order("c-9")).build());
    }

    private long count(String where, OutgoingEvent event) {
        return seen.at(where).stream().filter(e -> e.id().equals(event.id())).count();
    }

    private static void eventually(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50)).until(condition);
    }

    private static <T> T result(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }
}
