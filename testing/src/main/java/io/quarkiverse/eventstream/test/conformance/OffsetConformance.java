package io.quarkiverse.eventstream.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OnEvent;
import io.quarkiverse.eventstream.Subscription;
import io.quarkiverse.eventstream.test.EventAssertions;
import io.quarkiverse.eventstream.test.StandaloneStream;

/** Where a group begins, and where it resumes. */
abstract class OffsetConformance extends DeliveryTests {

    private static final String[] COMMIT_BEFORE = {"delivery.commit", "before", "delivery.drain-timeout", "20s"};

    private final DeliveringStreamConformance stream;
    private final Received received = new Received();

    OffsetConformance(DeliveringStreamConformance stream) {
        super(stream);
        this.stream = stream;
    }

    private Subscription begin(EventStream service, Offset offset) {
        return service.newSubscription("listener").topic(topic).group(group).offset(offset).handler(received).register();
    }

    @Test
    void earliestBeginsWithTheOldestEvent() {
        createTopic(1);
        write(0, "0", "1", "2");

        begin(service(), Offset.EARLIEST);

        received.awaitIds("0", "1", "2");
    }

    @Test
    void anAbsoluteOffsetBeginsThere() {
        createTopic(1);
        write(0, "0", "1", "2");

        begin(service(), Offset.at(1));

        received.awaitIds("1", "2");
    }

    @Test
    void anInstantBeginsWithTheFirstEventThatIsNotOlder() {
        createTopic(1);
        Instant noon = Instant.parse("2026-11-24T12:00:00Z");
        for (int hour = 0; hour < 3; hour++) {
            byte[] value = ("{\"id\":\"" + hour + "\",\"name\":\"" + NAME + "\"}").getBytes(StandardCharsets.UTF_8);
            stream.write(new ProducerRecord<>(topic, 0, noon.plusSeconds(hour * 3600L).toEpochMilli(), null, value));
        }

        begin(service(), Offset.from(noon.plusSeconds(1800)));

        received.awaitIds("1", "2");
    }

    @Test
    void anInstantBeforeTheEpochBeginsWithTheOldestEvent() {
        createTopic(1);
        write(0, "0", "1");

        begin(service(), Offset.from(Instant.parse("1969-12-31T23:59:59Z")));

        received.awaitIds("0", "1");
    }

    @Test
    void latestBeginsAtTheEnd() throws Exception {
        createTopic(1);
        write(0, "0", "1");
        EventStream service = service();
        Subscription subscription = begin(service, Offset.LATEST);
        // Completes when the listener's position is known and committed.
        subscription.seek(Offset.LATEST).toCompletableFuture().get(30, TimeUnit.SECONDS);

        write(0, "2");

        received.awaitIds("2");
    }

    @Test
    void latestReadsATopicThatComesLaterFromItsStart() {
        StandaloneStream service = open();
        begin(service.events(), Offset.LATEST);
        // In position: the listener has noticed that the topic is missing.
        EventAssertions.await().listening(service.observed());

        service.events().publishAndAwait(event("0").build());

        received.awaitIds("0");
    }

    @Test
    void aPartitionThatIsAddedIsReadFromItsStart() throws Exception {
        createTopic(1);
        EventStream service = service();
        begin(service, Offset.LATEST).seek(Offset.LATEST).toCompletableFuture().get(30, TimeUnit.SECONDS);

        createTopic(2);
        write(1, "0");

        received.awaitIds("0");
    }

    @Test
    void aGroupResumesAfterItsListenerWasCancelled() throws Exception {
        createTopic(1);
        write(0, "0", "1");
        EventStream service = service();
        Subscription first = begin(service, Offset.EARLIEST);
        received.awaitIds("0", "1");
        first.cancel().toCompletableFuture().get(30, TimeUnit.SECONDS);
        write(0, "2");

        begin(service, Offset.EARLIEST);

        received.awaitIds("0", "1", "2");
    }

    @Test
    void aGroupResumesAfterTheServiceWasClosed() {
        createTopic(1);
        write(0, "0", "1");
        StandaloneStream first = open();
        begin(first.events(), Offset.EARLIEST);
        received.awaitIds("0", "1");
        first.close();
        write(0, "2");

        begin(service(), Offset.EARLIEST);

        received.awaitIds("0", "1", "2");
    }

    @Test
    void withoutAGroupNothingIsRemembered() {
        createTopic(2);
        write(0, "0");
        write(1, "1");
        StandaloneStream first = open();
        Received before = new Received();
        first.events().newSubscription("before").topic(topic).group(OnEvent.NO_GROUP).offset(Offset.EARLIEST).handler(before)
                .register();
        before.awaitIdsInAnyOrder("0", "1");
        first.close();

        service().newSubscription("after").topic(topic).group(OnEvent.NO_GROUP).offset(Offset.EARLIEST).handler(received)
                .register();

        received.awaitIdsInAnyOrder("0", "1");
        assertThat(before.ids()).hasSize(2);
    }

    @Test
    void anEventThatIsCommittedBeforeIsNotDeliveredAgain() {
        createTopic(1);
        CountDownLatch end = new CountDownLatch(1);
        Received stuck = new Received(event -> end.await());
        StandaloneStream first = open("delivery.commit", "before", "delivery.drain-timeout", "100ms");
        listener(first.events(), "listener").handler(stuck).register();
        write(0, "0", "1", "2");
        stuck.awaitIds("0");

        first.close();
        end.countDown();
        listener(service(COMMIT_BEFORE), "listener").handler(received).register();
        write(0, "3");

        await().until(() -> received.ids().contains("3"));
        assertThat(received.ids()).doesNotContain("0");
        assertThat(stuck.ids()).doesNotContainAnyElementsOf(received.ids());
    }

    @Test
    void aStopDeliversTheEventsThatAreCommittedBefore() {
        createTopic(1);
        CountDownLatch resume = new CountDownLatch(1);
        Received first = new Received(event -> resume.await());
        StandaloneStream stopped = open(COMMIT_BEFORE);
        write(0, "0", "1", "2");
        listener(stopped.events(), "listener").handler(first).register();
        first.awaitIds("0");

        CompletableFuture<Void> stop = CompletableFuture.runAsync(stopped::close);
        resume.countDown();
        stop.join();
        listener(service(COMMIT_BEFORE), "listener").handler(received).register();
        write(0, "3");

        await().until(() -> received.ids().contains("3"));
        assertThat(Stream.concat(first.ids().stream(), received.ids().stream())).containsExactly("0", "1", "2", "3");
    }

    @Test
    void anEventThatIsCommittedBeforeIsRedeliveredInItsInstance() {
        createTopic(1);
        AtomicInteger failures = new AtomicInteger(2);
        Received failing = new Received(event -> {
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("not yet");
            }
        });
        listener(service("delivery.commit", "before", "delivery.backoff", "1ms"), "listener").handler(failing).register();

        write(0, "0", "1");

        failing.awaitIds("0", "0", "0", "1");
    }
}
