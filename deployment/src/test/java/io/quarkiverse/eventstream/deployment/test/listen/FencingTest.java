package io.quarkiverse.eventstream.deployment.test.listen;

import static io.quarkiverse.eventstream.deployment.test.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.logging.Level;
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

class FencingTest {

    private static final int EVENTS = 400;
    private static final String CLOSED = "has not been heard from";

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(root -> root.addClasses(OwnBroker.class, Patience.class, Received.class))
            .overrideConfigKey("kafka.bootstrap.servers", "127.0.0.1:" + OwnBroker.port(FencingTest.class))
            .overrideConfigKey("quarkus.eventstream.kafka.consumer.session.timeout.ms", "6000")
            .overrideConfigKey("quarkus.eventstream.kafka.consumer.heartbeat.interval.ms", "500")
            .overrideConfigKey("quarkus.eventstream.delivery.commit-interval", "0.1S")
            .setLogRecordPredicate(record -> record.getLevel().intValue() >= Level.WARNING.intValue())
            .assertLogRecords(records -> assertThat(records.stream()
                    .filter(record -> String.valueOf(record.getMessage()).contains(CLOSED)).count()).isEqualTo(1));

    @Inject
    EventStream events;

    @Test
    void aMemberWithoutAnswersFromItsGroupDispatchesNothingUntilTheGroupHasConfirmedItsPartitions() throws Exception {
        Received received = new Received();
        Semaphore permits = new Semaphore(0);
        try (DevBroker broker = DevBroker.builder().port(OwnBroker.port(FencingTest.class)).start()) {
            events.newSubscription("fenced").topic("fencing").group("g").offset(Offset.EARLIEST).handler(event -> {
                permits.acquire();
                received.handle(event);
            }).register();
            List<CompletableFuture<?>> published = new ArrayList<>();
            for (int i = 0; i < EVENTS; i++) {
                published.add(events.publish(OutgoingEvent.builder("e").topic("fencing").namespace("n").key("k")
                        .id(Integer.toString(i)).build()).toCompletableFuture());
            }
            CompletableFuture.allOf(published.toArray(CompletableFuture[]::new)).join();
            permits.release(10);
            received.awaitCount(10);

            OwnBroker.pause(broker);
            int dispatched;
            try {
                // Permits are released one by one, until none is taken although events wait.
                await().pollInterval(Duration.ofMillis(100)).during(Duration.ofSeconds(3)).until(() -> {
                    boolean isTaken = permits.availablePermits() == 0;
                    if (isTaken) {
                        permits.release();
                    }
                    return !isTaken;
                });
                assertThat(received.events().size()).isLessThan(EVENTS);
                dispatched = received.events().size() + 1;
            } finally {
                OwnBroker.resume(broker);
            }

            permits.release(1000);
            List<String> all = IntStream.range(0, EVENTS).mapToObj(Integer::toString).toList();
            await().until(() -> received.ids().contains(all.get(EVENTS - 1)));
            assertThat(new LinkedHashSet<>(received.ids())).as("in order").containsExactlyElementsOf(all);
            // If the group has removed the member in the meantime, only uncommitted events are redelivered.
            assertThat(received.ids().size()).isLessThanOrEqualTo(EVENTS + dispatched);
            events.subscription("fenced").orElseThrow().cancel().toCompletableFuture().join();
        }
    }
}
