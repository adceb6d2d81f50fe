package io.quarkiverse.eventstream.deployment.test.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.deployment.test.Patience;
import io.quarkiverse.eventstream.deployment.test.RawKafka;
import io.quarkiverse.eventstream.deployment.test.Received;
import io.quarkus.test.QuarkusUnitTest;

class EveryFieldTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Patience.class, RawKafka.class, Received.class))
            .overrideConfigKey("quarkus.eventstream.prefix", "dev");

    private static final Instant NOW = Instant.parse("2026-11-24T06:26:36Z");

    @Inject
    EventStream events;

    @Inject
    RawKafka kafka;

    private static OutgoingEvent everything() {
        return OutgoingEvent.builder("orderCreated").topic("everything")
                .namespace("shop").key("customer-7").header("tenant", "acme").id("5c3b602f609c49cba2738487a9bc9d4f")
                .clientId("7d480ce0e8624b02901bd80d9ba9817c").traceId("01c34ec3b07f4bfaa59ba0184a3de14d")
                .spanContext("4bf92f3577b34da6a3ce929d0e0e4736:00f067aa0ba902b7:0:1").userId("u").sessionId("s")
                .timestamp(NOW).peer(peer -> peer.timestampUnixNano(1795501627579806754L)).version(2)
                .peer(peer -> peer.eventId(3).eventType(301).eventLevel(Long.MAX_VALUE).service("checkout")
                        .clientIds(List.of("a", "b")).targetUserIds(List.of("c")).targetNamespace("publisher").privacy(true)
                        .parentNamespace("p").unionNamespace("n").sourceNamespace("o"))
                .additionalField("summary", "user:_failed").payload(Map.of("orderId", "o-1")).build();
    }

    @Test
    void everyFieldOfAnEventAndItsRecordArrives() {
        kafka.newTopic("dev.everything", 1);
        Received received = new Received();
        events.newSubscription("fields").topic("everything").name("orderCreated").offset(Offset.EARLIEST).handler(received)
                .register();

        PublishReceipt receipt = events.publishAndAwait(everything());

        IncomingEvent event = received.awaitCount(1).events().get(0);
        assertThat(event.id()).isEqualTo("5c3b602f609c49cba2738487a9bc9d4f");
        assertThat(event.name()).isEqualTo("orderCreated");
        assertThat(event.namespace()).isEqualTo("shop");
        assertThat(event.clientId()).isEqualTo("7d480ce0e8624b02901bd80d9ba9817c");
        assertThat(event.traceId()).isEqualTo("01c34ec3b07f4bfaa59ba0184a3de14d");
        assertThat(event.spanContext()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736:00f067aa0ba902b7:0:1");
        assertThat(event.userId()).isEqualTo("u");
        assertThat(event.sessionId()).isEqualTo("s");
        assertThat(event.timestamp()).isEqualTo(NOW);
        assertThat(event.peer().timestampUnixNano()).isEqualTo(1795501627579806754L);
        assertThat(event.version()).isEqualTo(2);
        assertThat(event.peer().eventId()).isEqualTo(3);
        assertThat(event.peer().eventType()).isEqualTo(301);
        assertThat(event.peer().eventLevel()).isEqualTo(Long.MAX_VALUE);
        assertThat(event.peer().service()).isEqualTo("checkout");
        assertThat(event.peer().clientIds()).containsExactly("a", "b");
        assertThat(event.peer().targetUserIds()).containsExactly("c");
        assertThat(event.peer().targetNamespace()).isEqualTo("publisher");
        assertThat(event.peer().privacy()).isTrue();
        assertThat(event.peer().parentNamespace()).isEqualTo("p");
        assertThat(event.peer().unionNamespace()).isEqualTo("n");
        assertThat(event.peer().sourceNamespace()).isEqualTo("o");
        assertThat(event.topic()).isEqualTo("everything");
        assertThat(event.additionalFields()).isEqualTo(Map.of("summary", "user:_failed"));
        assertThat(event.payloadAsMap()).isEqualTo(Map.of("orderId", "o-1"));
        assertThat(event.payloadAsTree().path("orderId").asText()).isEqualTo("o-1");
        assertThat(event.record().topic()).isEqualTo("dev.everything");
        assertThat(event.record().partition()).isZero();
        assertThat(event.record().offset()).isZero();
        assertThat(event.key()).isEqualTo("customer-7");
        assertThat(event.header("tenant")).contains("acme");
        assertThat(event.attempt()).isEqualTo(1);
        assertThat(receipt.records()).containsExactly(new WrittenRecord("dev.everything", 0, 0));
    }

    @Test
    void oneEventGoesToSeveralTopics() {
        kafka.newTopic("dev.one", 1);
        kafka.newTopic("dev.two", 1);

        PublishReceipt receipt = events.publishAndAwait(OutgoingEvent.builder("orderCreated").topics("one", "two")
                .namespace("shop").build());

        assertThat(receipt.records()).extracting(WrittenRecord::topic).containsExactly("dev.one", "dev.two");
        ConsumerRecord<String, String> first = kafka.read("dev.one", 1).get(0);
        ConsumerRecord<String, String> second = kafka.read("dev.two", 1).get(0);
        assertThat(first.value()).isEqualTo(second.value());
        assertThat(first.key()).as("the default key").isEqualTo(receipt.eventId()).isEqualTo(second.key());
    }
}
