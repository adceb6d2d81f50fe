package io.quarkiverse.eventstream.deployment.test.listen;

import static io.quarkiverse.eventstream.deployment.test.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.eventstream.EventStream;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.deployment.test.OwnBroker;
import io.quarkiverse.eventstream.deployment.test.Patience;
import io.quarkiverse.eventstream.deployment.test.Received;
import io.quarkiverse.eventstream.devbroker.DevBroker;
import io.quarkus.test.QuarkusUnitTest;

class BrokerOutageTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(OwnBroker.class, Patience.class, Received.class))
            .overrideConfigKey("kafka.bootstrap.servers", "127.0.0.1:" + OwnBroker.port(BrokerOutageTest.class))
            .overrideConfigKey("kafka.client.id", "outage")
            .setLogRecordPredicate(record -> record.getLevel().intValue() >= Level.WARNING.intValue())
            .assertLogRecords(BrokerOutageTest::assertLoggedByTheBusAndNotByKafka);

    private static void assertLoggedByTheBusAndNotByKafka(List<LogRecord> warnings) {
        assertThat(warnings).extracting(LogRecord::getLoggerName)
                .noneMatch(logger -> logger.startsWith("org.apache.kafka"));
        assertThat(warnings).extracting(LogRecord::getMessage).anyMatch(message -> message.startsWith("No broker answers at"));
    }

    @Inject
    EventStream events;

    @Test
    void aBrokerThatComesLateIsKilledAndComesBackCostsNoEvent() {
        Received received = new Received();
        events.newSubscription("outage").topic("outage").group("g").offset(Offset.EARLIEST).handler(received).register();
        List<CompletableFuture<?>> published = new ArrayList<>();
        publish(published, 0, 100);
        try (DevBroker broker = DevBroker.builder().port(OwnBroker.port(BrokerOutageTest.class)).start()) {
            received.awaitCount(50);
            broker.kill();
            publish(published, 100, 200);
            broker.restart();
            publish(published, 200, 300);
            CompletableFuture.allOf(published.toArray(CompletableFuture[]::new)).join();

            await().until(() -> received.ids().stream().distinct().count() == 300);
            assertThat(received.ids().stream().distinct()).as("the order of first deliveries")
                    .containsExactlyElementsOf(IntStream.range(0, 300).mapToObj(Integer::toString).toList());
            // While the broker runs, so that offsets can be committed.
            events.subscription("outage").orElseThrow().cancel().toCompletableFuture().join();
        }
    }

    private void publish(List<CompletableFuture<?>> published, int from, int to) {
        for (int i = from; i < to; i++) {
            published.add(events.publish(OutgoingEvent.builder("e").topic("outage").namespace("n").key("k")
                    .id(Integer.toString(i)).build()).toCompletableFuture());
        }
    }
}
