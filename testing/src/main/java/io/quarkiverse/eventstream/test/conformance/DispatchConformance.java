package io.quarkiverse.eventstream.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.IncomingEvent;
import io.quarkiverse.eventstream.Ordering;
import io.quarkiverse.eventstream.OutgoingEvent;

/** Which listeners get an event, and in which order. */
abstract class DispatchConformance extends DeliveryTests {

    DispatchConformance(DeliveringStreamConformance stream) {
        super(stream);
    }

    @Test
    void aListenerGetsTheEventAsItWasPublished() {
        EventStream service = service();
        Received received = new Received();
        listener(service, "listener").handler(received).register();

        service.publishAndAwait(event("1").key("a key").header("origin", "a test").userId("a user").version(3)
                .payload(Map.of("customer", "José", "items", List.of(1, 2))).build());

        received.awaitIds("1");
        IncomingEvent event = received.events().get(0);
        assertThat(event.name()).isEqualTo(NAME);
        assertThat(event.namespace()).isEqualTo(NAMESPACE);
        assertThat(event.topic()).isEqualTo(topic);
        assertThat(event.key()).isEqualTo("a key");
        assertThat(event.userId()).isEqualTo("a user");
        assertThat(event.version()).isEqualTo(3);
        assertThat(event.header("origin").orElseThrow()).isEqualTo("a test");
        assertThat(event.payloadAsMap()).isEqualTo(Map.of("customer", "José", "items", List.of(1, 2)));
    }

    @Test
    void aListenerGetsTheEventsOfItsNameAndNamespace() {
        EventStream service = service();
        Received created = new Received();
        Received all = new Received();
        Received elsewhere = new Received();
        listener(service, "created").name("orderCreated").handler(created).register();
        listener(service, "all").handler(all).register();
        listener(service, "elsewhere").namespace("elsewhere").handler(elsewhere).register();

        for (String name : List.of("orderCreated", "orderCancelled", "orderCreated")) {
            service.publishAndAwait(OutgoingEvent.builder(name).id(name).topic(topic)
                    .namespace(NAMESPACE).key("k").build());
        }
        service.publishAndAwait(event("last").namespace("elsewhere").key("k").build());

        all.awaitIds("orderCreated", "orderCancelled", "orderCreated", "last");
        elsewhere.awaitIds("last");
        created.awaitIds("orderCreated", "orderCreated");
    }

    @Test
    void tombstonesComeInOrderAndOnlyToListenersThatTakeThem() {
        createTopic(1);
        EventStream service = service();
        List<String> seen = new CopyOnWriteArrayList<>();
        listener(service, "events").handler(event -> seen.add(event.id())).register();
        listener(service, "tombstones")
                .tombstoneHandler(tombstone -> seen.add(tombstone.topic().equals(topic) + ", " + tombstone.key())).register();

        publish(service, "1", "k");
        service.publishAndAwait(OutgoingEvent.tombstone(topic, "k"));
        publish(service, "2", "k");

        await().until(() -> seen.size() >= 3);
        assertThat(seen).containsExactly("1", "true, k", "2");
        assertThat(records(topic).get(1).value()).isNull();
    }

    @Test
    void aListenerOfRecordsGetsEachRecordAsItIsInOrder() {
        createTopic(1);
        EventStream service = service("delivery.failure-policy", "stop");
        List<String> seen = new CopyOnWriteArrayList<>();
        listener(service, "records").recordHandler(record -> seen.add(record.offset() + " "
                + (record.value() == null ? "tombstone" : new String(record.value(), StandardCharsets.UTF_8).charAt(0))))
                .register();

        publish(service, "1", "k");
        writeRaw(0, "no envelope");
        service.publishAndAwait(OutgoingEvent.tombstone(topic, "k"));
        service.publishAndAwait(OutgoingEvent.raw("<xml/>".getBytes(StandardCharsets.UTF_8)).topic(topic).build());

        await().until(() -> seen.size() >= 4);
        assertThat(seen).containsExactly("0 {", "1 n", "2 tombstone", "3 <");
        assertThat(service.subscription("records").orElseThrow().isStopped()).isFalse();
    }

    @Test
    void aListenerOfRecordsLeavesEventsAndUndecodableRecordsToTheOthers() {
        createTopic(1);
        EventStream service = service("delivery.failure-policy", "dead-letter", "delivery.attempts", "1");
        Received received = new Received();
        List<Long> offsets = new CopyOnWriteArrayList<>();
        listener(service, "records").recordHandler(record -> offsets.add(record.offset())).register();
        listener(service, "events").handler(received).register();

        publish(service, "1", "k");
        writeRaw(0, "no envelope");
        publish(service, "2", "k");

        received.awaitIds("1", "2");
        await().until(() -> offsets.size() >= 3);
        assertThat(offsets).containsExactly(0L, 1L, 2L);
        await().until(() -> records(topic + ".dlq").size() == 1);
    }

    @Test
    void aRecordThatAListenerOfRecordsCannotHandleIsDeadLetteredAsItIs() {
        createTopic(1);
        EventStream service = service("delivery.failure-policy", "dead-letter", "delivery.attempts", "2",
                "delivery.backoff", "10ms");
        List<Long> attempts = new CopyOnWriteArrayList<>();
        listener(service, "records").recordHandler(record -> {
            attempts.add(record.offset());
            throw new IllegalStateException("not today");
        }).register();

        writeRaw(0, "no envelope");

        await().until(() -> records(topic + ".dlq").size() == 1);
        assertThat(attempts).containsExactly(0L, 0L);
        assertThat(new String(records(topic + ".dlq").get(0).value(), StandardCharsets.UTF_8)).isEqualTo("no envelope");
    }

    @Test
    void aListenerOfRecordsReadsJsonOfAnyFormatAndDeadLettersOtherValuesAtOnce() {
        createTopic(1);
        EventStream service = service("delivery.failure-policy", "dead-letter", "delivery.attempts", "5");
        List<String> types = new CopyOnWriteArrayList<>();
        List<Long> offsets = new CopyOnWriteArrayList<>();
        listener(service, "records").recordHandler(record -> {
            offsets.add(record.offset());
            types.add(record.valueAsTree().path("type").asText());
        }).register();

        writeRaw(0, "{\"specversion\": \"1.0\", \"type\": \"org.acme.order\"}");
        writeRaw(0, "<xml/>");
        writeRaw(0, "{\"specversion\": \"1.0\", \"type\": \"org.acme.invoice\"}");

        await().until(() -> types.size() >= 2);
        assertThat(types).containsExactly("org.acme.order", "org.acme.invoice");
        assertThat(offsets).containsExactly(0L, 1L, 2L);
        await().until(() -> records(topic + ".dlq").size() == 1);
        assertThat(new String(records(topic + ".dlq").get(0).value(), StandardCharsets.UTF_8)).isEqualTo("<xml/>");
    }

    @Test
    void aTombstoneWithoutAListenerIsSkipped() {
        createTopic(1);
        EventStream service = service("delivery.failure-policy", "stop");
        Received received = new Received();
        listener(service, "listener").handler(received).register();

        service.publishAndAwait(OutgoingEvent.tombstone(topic, "k"));
        publish(service, "1", "k");

        received.awaitIds("1");
        assertThat(service.subscription("listener").orElseThrow().isStopped()).isFalse();
    }

    @Test
    void eachGroupGetsEveryEvent() {
        EventStream service = service();
        Received first = new Received();
        Received second = new Received();
        listener(service, "first").handler(first).register();
        listener(service, "second").group("other-" + group).handler(second).register();

        publish(service, "1", "k");

        first.awaitIds("1");
        second.awaitIds("1");
    }

    @Test
    void eventsOfAPartitionComeInOrderAndOneAtATime() {
        createTopic(1);
        String[] ids = IntStream.range(0, 100).mapToObj(String::valueOf).toArray(String[]::new);
        write(0, ids);
        AtomicInteger running = new AtomicInteger();
        List<Integer> atOnce = new CopyOnWriteArrayList<>();
        Received received = new Received(event -> {
            atOnce.add(running.incrementAndGet());
            Thread.yield();
            running.decrementAndGet();
        });

        listener(service(), "listener").handler(received).register();

        received.awaitIds(ids);
        assertThat(atOnce).containsOnly(1);
    }

    @Test
    void aPartitionDoesNotWaitForAnother() {
        createTopic(2);
        write(0, "a", "b");
        write(1, "c", "d");
        CompletableFuture<Void> released = new CompletableFuture<>();
        Received received = new Received(event -> {
            if (event.id().equals("a")) {
                released.join();
            }
        });

        listener(service(), "listener").handler(received).register();

        received.awaitIdsInAnyOrder("a", "c", "d");
        released.complete(null);
        received.awaitIdsInAnyOrder("a", "b", "c", "d");
    }

    @Test
    void inOrderOfKeysAKeyDoesNotWaitForAnother() {
        createTopic(1);
        EventStream service = service();
        CompletableFuture<Void> released = new CompletableFuture<>();
        Received received = new Received(event -> {
            if (event.id().equals("a1")) {
                released.join();
            }
        });
        listener(service, "listener").ordering(Ordering.KEY).handler(received).register();

        publish(service, "a1", "a");
        publish(service, "a2", "a");
        publish(service, "b1", "b");

        received.awaitIdsInAnyOrder("a1", "b1");
        released.complete(null);
        received.awaitIdsInAnyOrder("a1", "b1", "a2");
    }

    @Test
    void withoutOrderNoEventWaitsForAnother() {
        createTopic(1);
        write(0, "a", "b", "c");
        CompletableFuture<Void> released = new CompletableFuture<>();
        Received received = new Received(event -> {
            if (event.id().equals("a")) {
                released.join();
            }
        });

        listener(service(), "listener").ordering(Ordering.UNORDERED).handler(received).register();

        received.awaitIdsInAnyOrder("a", "b", "c");
        released.complete(null);
    }

    @Test
    void aListenerMayAnswerLater() {
        createTopic(1);
        write(0, "a", "b");
        CompletableFuture<Void> answer = new CompletableFuture<>();
        List<String> invocations = new CopyOnWriteArrayList<>();

        listener(service(), "listener").asyncHandler(event -> {
            invocations.add(event.id());
            return answer;
        }).register();

        await().until(() -> invocations.equals(List.of("a")));
        answer.complete(null);
        await().until(() -> invocations.equals(List.of("a", "b")));
    }
}
