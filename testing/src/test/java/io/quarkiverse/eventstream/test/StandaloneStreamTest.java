package io.quarkiverse.eventstream.test;

import static io.quarkiverse.eventstream.test.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.Offset;
import io.quarkiverse.eventstream.OutgoingEvent;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.runtime.console.NoneStreamProvider;
import io.quarkiverse.eventstream.spi.StreamConnection;
import io.quarkiverse.eventstream.spi.StreamProvider;
import io.quarkiverse.eventstream.spi.StreamSettings;

@Isolated("Checks for leaked threads")
class StandaloneStreamTest {

    /** An application may be running in the same JVM. */
    private final Set<Thread> before = Thread.getAllStackTraces().keySet();

    /** A payload that needs the configuration of Quarkus's mapper. */
    record Bill(String order, LocalDate due) {}

    private static OutgoingEvent billSent(String topic) {
        return OutgoingEvent.builder("billSent").topic(topic).namespace("shop")
                .payload(new Bill("o-1", LocalDate.of(2026, 11, 24))).build();
    }

    @Test
    void aPublishedEventIsDelivered() throws Exception {
        BlockingQueue<Bill> bills = new LinkedBlockingQueue<>();
        try (StandaloneStream stream = TestStreams.delivering().open()) {
            stream.events().newSubscription("bills").topic("bills").name("billSent").offset(Offset.EARLIEST)
                    .handler(event -> bills.add(event.payload(Bill.class))).register();

            stream.events().publishAndAwait(billSent("bills"));

            assertThat(bills.poll(60, TimeUnit.SECONDS)).isEqualTo(new Bill("o-1", LocalDate.of(2026, 11, 24)));
        }
    }

    @Test
    void anAsyncHandlerRunsOnAnEventLoopWhichMustNotBlock() throws Exception {
        CompletableFuture<Throwable> refused = new CompletableFuture<>();
        try (StandaloneStream stream = TestStreams.delivering().open()) {
            stream.events().newSubscription("async").topic("async").offset(Offset.EARLIEST).asyncHandler(event -> {
                try {
                    stream.events().publishAndAwait(billSent("async2"));
                } catch (IllegalStateException e) {
                    refused.complete(e);
                }
                return CompletableFuture.completedStage(null);
            }).register();

            stream.events().publishAndAwait(billSent("async"));

            assertThat(refused.get(60, TimeUnit.SECONDS)).hasMessageContaining("vert.x-eventloop-thread");
        }
        await().untilAsserted(() -> assertThat(threads("vert.x", "vertx")).isEmpty());
    }

    @Test
    void aHandlerForVirtualThreadsRunsOnAWorkerThread() throws Exception {
        CompletableFuture<String> thread = new CompletableFuture<>();
        try (StandaloneStream stream = TestStreams.delivering().open()) {
            stream.events().newSubscription("virtual").topic("virtual").offset(Offset.EARLIEST)
                    .handler(event -> thread.complete(Thread.currentThread().getName())).runOnVirtualThread().register();

            stream.events().publishAndAwait(billSent("virtual"));

            assertThat(thread.get(60, TimeUnit.SECONDS)).isEqualTo("eventstream-worker");
        }
    }

    /** The names of threads that were started during the test. */
    private Set<String> threads(String... prefixes) {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> !before.contains(thread)).map(Thread::getName)
                .filter(name -> List.of(prefixes).stream().anyMatch(name::startsWith)).collect(Collectors.toSet());
    }

    @Test
    void aSystemPropertyChoosesTheStreamUnlessTheTestDoes() {
        System.setProperty("quarkus.eventstream.stream", "none");
        try (StandaloneStream stream = StandaloneStream.builder().open()) {
            assertThat(stream.events().publishAndAwait(billSent("bills")).records())
                    .containsExactly(new WrittenRecord("bills", -1, -1));
        } finally {
            System.clearProperty("quarkus.eventstream.stream");
        }
    }

    @Test
    void aCustomStreamIsOpenedAndClosed() {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        StreamProvider mine = new StreamProvider() {

            @Override
            public String name() {
                return "mine";
            }

            @Override
            public StreamConnection open(StreamSettings settings) {
                seen.add(settings.name());
                return new NoneStreamProvider().open(settings);
            }
        };
        StandaloneStream stream = StandaloneStream.builder().provider(mine).open();
        stream.close();
        stream.close();

        assertThat(seen).containsExactly(StreamSettings.DEFAULT_STREAM);
    }

    @Test
    void anUnknownPropertyIsNamed() {
        StandaloneStream.Builder builder = StandaloneStream.builder().stream("none").property("delivery.atempts", "3");

        assertThatThrownBy(builder::open).isInstanceOf(EventStreamException.class)
                .hasMessage("There is no property [quarkus.eventstream.delivery.atempts]. Use names below"
                        + " quarkus.eventstream, such as delivery.attempts");
    }

    @Test
    void anInvalidValueIsNamed() {
        StandaloneStream.Builder builder = StandaloneStream.builder().stream("none").property("delivery.attempts", "three");

        assertThatThrownBy(builder::open).isInstanceOf(EventStreamException.class)
                .hasMessageContaining("quarkus.eventstream.delivery.attempts").hasMessageContaining("three");
    }

    @Test
    void theTlsRegistryIsOnlyForApplications() {
        StandaloneStream.Builder builder = StandaloneStream.builder().stream("kafka").property("tls-configuration-name",
                "acme");

        assertThatThrownBy(builder::open).isInstanceOf(EventStreamException.class)
                .hasMessageContaining("Use kafka.ca-certificate-file");
    }

    @Test
    void anUnknownStreamIsNamed() {
        StandaloneStream.Builder builder = StandaloneStream.builder().stream("carrier-pigeon");

        assertThatThrownBy(builder::open).isInstanceOf(EventStreamException.class)
                .hasMessageContaining("carrier-pigeon names no stream. There are: ");
        await().untilAsserted(() -> assertThat(threads("eventstream")).isEmpty());
    }
}
