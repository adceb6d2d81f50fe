package io.quarkiverse.eventstream.runtime.kafka;

import static io.quarkiverse.eventstream.runtime.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.EventStreamException;
import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.devbroker.DevBroker;
import io.quarkiverse.eventstream.runtime.config.Settings;
import io.quarkiverse.eventstream.runtime.thread.BusThreads;
import io.quarkiverse.eventstream.spi.StreamConnection;

class ProducerOnDemandTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static DevBroker broker;

    private final BusThreads threads = new BusThreads(Runnable::run);
    private final List<Thread> makers = new CopyOnWriteArrayList<>();
    private StreamConnection connection;

    @BeforeAll
    static void startBroker() {
        broker = DevBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @AfterEach
    void closeThreads() {
        close();
        threads.close();
    }

    private void close() {
        connection.close(Duration.ofSeconds(1));
    }

    private void open(Map<String, String> properties) {
        ClientEvents events = new ClientEvents() {
            @Override
            public void fire(Producer<?, ?> producer) {
                makers.add(Thread.currentThread());
            }

            @Override
            public void fire(Consumer<?, ?> consumer) {}
        };
        connection = new KafkaStreamProvider(Settings.config(properties),
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                threads, events).open(Settings.of(properties));
    }

    private CompletableFuture<WrittenRecord> send(String topic, String value) {
        CompletableFuture<WrittenRecord> answer = new CompletableFuture<>();
        connection.send(new ProducerRecord<>(topic, 0, null, value.getBytes(StandardCharsets.UTF_8)), TIMEOUT,
                (written, error) -> {
                    if (error == null) {
                        answer.complete(written);
                    } else {
                        answer.completeExceptionally(error);
                    }
                });
        return answer;
    }

    @Test
    void thereIsNoneUntilARecordComesAndThenTheSenderDoesNotWaitForIt() {
        open(Map.of());
        assertThat(makers).isEmpty();

        List<CompletableFuture<WrittenRecord>> answers = new ArrayList<>();
        IntStream.range(0, 100).forEach(i -> answers.add(send("on-demand", Integer.toString(i))));

        assertThat(answers).extracting(answer -> answer.join().offset())
                .containsExactlyElementsOf(IntStream.range(0, 100).mapToObj(Long::valueOf).toList());
        assertThat(makers).hasSize(1).doesNotContain(Thread.currentThread());
    }

    @Test
    void preparingMakesItAtOnceAndOnlyOnce() {
        open(Map.of());

        connection.prepareToSend();
        connection.prepareToSend();

        assertThat(makers).containsExactly(Thread.currentThread());
        assertThat(send("prepared", "a").join().offset()).isZero();
        assertThat(makers).hasSize(1);
    }

    @Test
    void oneThatCannotBeMadeFailsTheRecordWithTheReason() {
        open(Map.of("kafka.producer.\"interceptor.classes\"", "org.acme.NotThere"));

        List<CompletableFuture<WrittenRecord>> answers = List.of(send("refused", "a"), send("refused", "b"),
                send("other", "c"));

        assertThat(answers)
                .allSatisfy(answer -> assertThatThrownBy(answer::join).cause().isInstanceOf(EventStreamException.class)
                        .hasMessageContainingAll("can't be opened", "org.acme.NotThere", "quarkus.eventstream.kafka.*"));
        assertThatThrownBy(connection::prepareToSend).isInstanceOf(EventStreamException.class)
                .hasMessageContaining("org.acme.NotThere");
    }

    /** Counts how often a client was to be created, and creates none. */
    public static final class Unusable implements ProducerInterceptor<byte[], byte[]> {

        private static final AtomicInteger MADE = new AtomicInteger();

        @Override
        public void configure(Map<String, ?> configs) {
            MADE.incrementAndGet();
            throw new IllegalStateException("the interceptor can't be used");
        }

        @Override
        public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
            return record;
        }

        @Override
        public void onAcknowledgement(RecordMetadata metadata, Exception exception) {}

        @Override
        public void close() {}
    }

    @Test
    void oneThatCannotBeMadeIsTriedAgainOnlyForARecordAndNotAtOnce() {
        open(Map.of("kafka.producer.\"interceptor.classes\"", Unusable.class.getName()));
        assertThatThrownBy(send("unusable", "a")::join).cause().hasMessageContaining("the interceptor can't be used");

        await().during(Duration.ofSeconds(1)).until(() -> Unusable.MADE.get() == 1);

        long began = System.nanoTime();
        // One attempt may answer several events, which then cost no further one.
        while (Unusable.MADE.get() < 5) {
            assertThatThrownBy(send("unusable", "b")::join).cause().hasMessageContaining("the interceptor can't be used");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).as("of delays that grow from 0.25 seconds")
                .isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void settingsThatConsumersOrTheirProducerCannotUseAreReportedBeforeTheyAreCreated() {
        open(Map.of("kafka.bootstrap-servers", "not-there.invalid:9092"));
        assertThatThrownBy(connection::prepareToConsume).isInstanceOf(EventStreamException.class)
                .hasMessageContainingAll("can't be opened", "bootstrap.servers");
        close();

        open(Map.of("kafka.producer.\"security.protocol\"", "SSL", "kafka.producer.\"ssl.truststore.location\"",
                "/not/there.p12"));
        assertThatThrownBy(connection::prepareToConsume).isInstanceOf(EventStreamException.class)
                .hasMessageContainingAll("can't be opened", "/not/there.p12");
        assertThat(makers).isEmpty();
    }

    @Test
    void noneIsMadeForAStreamThatIsClosed() {
        open(Map.of());
        close();

        assertThatThrownBy(send("closed", "a")::join).cause().hasMessageContaining("closed");
        connection.prepareToSend();
        assertThat(makers).isEmpty();
    }
}
