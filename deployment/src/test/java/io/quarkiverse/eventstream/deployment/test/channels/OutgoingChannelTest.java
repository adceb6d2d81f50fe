package io.quarkiverse.eventstream.deployment.test.channels;

import static io.quarkiverse.eventstream.deployment.test.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.Outgoing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.InvalidEventException;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt;
import io.quarkiverse.eventstream.deployment.test.Patience;
import io.quarkiverse.eventstream.deployment.test.RawKafka;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.OutgoingMessageMetadata;

class OutgoingChannelTest {

    private static final List<String> TOPICS = List.of("orders", "bare", "bills", "copies", "elsewhere");

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(Patience.class, RawKafka.class, Sender.class, Order.class))
            .overrideConfigKey("mp.messaging.outgoing.orders.connector", "eventstream")
            .overrideConfigKey("mp.messaging.outgoing.orders.topic", topic("orders"))
            .overrideConfigKey("mp.messaging.outgoing.orders.name", "orderCreated")
            .overrideConfigKey("mp.messaging.outgoing.orders.namespace", "shop")
            .overrideConfigKey("mp.messaging.outgoing.bare.connector", "eventstream")
            .overrideConfigKey("mp.messaging.outgoing.bare.topic", topic("bare"))
            .overrideConfigKey("mp.messaging.outgoing.numbers.connector", "eventstream")
            .overrideConfigKey("mp.messaging.outgoing.numbers.topic", topic("numbers"))
            .overrideConfigKey("mp.messaging.outgoing.numbers.max-inflight", "3")
            .overrideConfigKey("mp.messaging.incoming.placed.connector", "eventstream")
            .overrideConfigKey("mp.messaging.incoming.placed.topic", topic("orders"))
            .overrideConfigKey("mp.messaging.incoming.placed.name", "orderPlaced")
            .overrideConfigKey("mp.messaging.incoming.placed.offset", "earliest")
            .overrideConfigKey("mp.messaging.outgoing.bills.connector", "eventstream")
            .overrideConfigKey("mp.messaging.outgoing.bills.topic", topic("bills"))
            .overrideConfigKey("mp.messaging.outgoing.bills.name", "billed")
            .overrideConfigKey("mp.messaging.outgoing.bills.namespace", "shop")
            .overrideConfigKey("mp.messaging.incoming.archived.connector", "eventstream")
            .overrideConfigKey("mp.messaging.incoming.archived.topic", topic("orders"))
            .overrideConfigKey("mp.messaging.incoming.archived.name", "orderArchived")
            .overrideConfigKey("mp.messaging.incoming.archived.offset", "earliest")
            .overrideConfigKey("mp.messaging.outgoing.copies.connector", "eventstream")
            .overrideConfigKey("mp.messaging.outgoing.copies.topic", topic("copies"));

    private static String topic(String name) {
        return "outgoing-channel." + name;
    }

    public record Order(String id, int amount) {}

    @Singleton
    static class Sender {

        @Channel("orders")
        Emitter<Order> orders;

        @Channel("bare")
        MutinyEmitter<Object> bare;

        void createTopics(@Observes StartupEvent start, RawKafka kafka) {
            TOPICS.forEach(name -> kafka.newTopic(topic(name), 1));
        }

        @Outgoing("numbers")
        Multi<OutgoingEvent> numbers() {
            return Multi.createFrom().range(0, 50)
                    .map(i -> OutgoingEvent.builder(i == 25 ? "no name" : "number").id(Integer.toString(i)).namespace("shop")
                            .build());
        }

        @Incoming("placed")
        @Outgoing("bills")
        Map<String, Integer> bill(Order order) {
            return Map.of("sum", order.amount() * 2);
        }

        @Incoming("archived")
        @Outgoing("copies")
        IncomingEvent copy(IncomingEvent event) {
            return event;
        }
    }

    @Inject
    Sender sender;

    @Inject
    EventStream events;

    @Inject
    RawKafka kafka;

    @Inject
    ObjectMapper mapper;

    private JsonNode envelope(String topic, String name) {
        return await().until(() -> kafka.read(topic(topic), 1).stream().map(this::parse)
                .filter(event -> name.equals(event.path("name").asText())).findFirst(), found -> found.isPresent()).get();
    }

    private JsonNode parse(ConsumerRecord<String, String> record) {
        try {
            return mapper.readTree(record.value());
        } catch (Exception e) {
            throw new AssertionError(record.value(), e);
        }
    }

    private static void join(CompletionStage<?> stage) throws Exception {
        stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @Test
    void aPayloadBecomesTheEventOfTheAttributes() throws Exception {
        join(sender.orders.send(new Order("o-1", 3)));

        // Without a wait, because the stage completes when the event is written.
        assertThat(kafka.read(topic("orders"), 1).stream().map(this::parse)).anySatisfy(event -> {
            assertThat(event.path("name").asText()).isEqualTo("orderCreated");
            assertThat(event.path("namespace").asText()).isEqualTo("shop");
            assertThat(event.path("payload").path("id").asText()).isEqualTo("o-1");
        });
    }

    @Test
    void aBuilderInTheMetadataCompletesTheEvent() throws Exception {
        OutgoingEvent.Builder more = OutgoingEvent.builder("orderCancelled").key("c-1").userId("");
        CompletableFuture<PublishReceipt> receipt = new CompletableFuture<>();
        OutgoingMessageMetadata<PublishReceipt> result = new OutgoingMessageMetadata<>();
        sender.orders.send(Message.of(new Order("o-2", 3), Metadata.of(more, result), () -> {
            receipt.complete(result.getResult());
            return CompletableFuture.completedStage(null);
        }));

        String id = receipt.get(60, TimeUnit.SECONDS).eventId();
        ConsumerRecord<String, String> record = kafka.read(topic("orders"), 1).stream()
                .filter(read -> parse(read).path("id").asText().equals(id)).findFirst().orElseThrow();
        assertThat(record.key()).isEqualTo("c-1");
        assertThat(parse(record).path("name").asText()).isEqualTo("orderCancelled");
        assertThat(parse(record).path("namespace").asText()).as("from the channel").isEqualTo("shop");
        assertThat(parse(record).path("payload").path("id").asText()).isEqualTo("o-2");
    }

    @Test
    void anEventGoesToItsOwnTopics() {
        sender.bare.sendAndAwait(OutgoingEvent.builder("told").topic(topic("elsewhere")).namespace("far").build());
        sender.bare.sendAndAwait(OutgoingEvent.builder("untold").namespace("near").build());

        assertThat(envelope("elsewhere", "told").path("namespace").asText()).isEqualTo("far");
        assertThat(envelope("bare", "untold").path("namespace").asText()).isEqualTo("near");
        assertThat(kafka.read(topic("bare"), 1).stream().map(this::parse)).noneMatch(event -> event.path("name").asText()
                .equals("told"));
    }

    @Test
    void anInvalidEventIsRefusedAndTheChannelContinues() {
        assertThatThrownBy(() -> sender.bare.sendAndAwait(OutgoingEvent.builder("not valid").namespace("near").build()))
                .isInstanceOf(InvalidEventException.class).hasMessageContaining("name \"not valid\"");
        assertThatThrownBy(() -> sender.bare.sendAndAwait(new Order("o-1", 3)))
                .isInstanceOf(EventStreamException.class)
                .hasMessage("The payload is a " + Order.class.getName() + ", and nothing names the event. Annotate"
                        + " its class with @EventType, set mp.messaging.outgoing.bare.name and the namespace, add an OutgoingEvent.Builder to the"
                        + " message's metadata, or send an OutgoingEvent");
        sender.bare.sendAndAwait(OutgoingEvent.builder("after").namespace("near").build());

        envelope("bare", "after");
    }

    @Test
    void aStreamKeepsItsOrderAndContinuesAfterAnInvalidEvent() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            if (i != 25) {
                expected.add(Integer.toString(i));
            }
        }

        await().untilAsserted(() -> assertThat(kafka.read(topic("numbers"), 1))
                .extracting(record -> parse(record).path("id").asText()).isEqualTo(expected));
    }

    @Test
    void theResultOfAMethodIsPublished() {
        events.publishAndAwait(OutgoingEvent.builder("orderPlaced").topic(topic("orders")).namespace("shop")
                .payload(new Order("o-3", 4)).build());

        assertThat(envelope("bills", "billed").path("payload").path("sum").asInt()).isEqualTo(8);
        assertThat(trace(envelope("bills", "billed"))).as("one trace from end to end").isNotEmpty()
                .isEqualTo(trace(envelope("orders", "orderPlaced")));
    }

    private static String trace(JsonNode event) {
        return event.path("spanContext").asText().split(":")[0];
    }

    @Test
    void anIncomingEventIsPublishedUnchanged() {
        String id = events.publishAndAwait(OutgoingEvent.builder("orderArchived").topic(topic("orders")).namespace("shop")
                .userId("").peer(peer -> peer.service("till")).payload(new Order("o-4", 4)).build()).eventId();

        assertThat(envelope("copies", "orderArchived").path("id").asText()).isEqualTo(id);
        assertThat(envelope("copies", "orderArchived").path("service").asText()).isEqualTo("till");
    }
}
