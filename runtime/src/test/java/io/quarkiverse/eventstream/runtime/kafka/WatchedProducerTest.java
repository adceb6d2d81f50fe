package io.quarkiverse.eventstream.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class WatchedProducerTest {

    @Test
    void theApplicationHearsTwiceOfAProducerHoweverOftenItIsClosed() {
        AtomicInteger fired = new AtomicInteger();
        WatchedProducer producer = new WatchedProducer(Map.of("bootstrap.servers", "localhost:1", "key.serializer",
                ByteArraySerializer.class, "value.serializer", ByteArraySerializer.class), 1, new ClientEvents() {

                    @Override
                    public void fire(Producer<?, ?> client) {
                        fired.incrementAndGet();
                    }

                    @Override
                    public void fire(Consumer<?, ?> client) {}
                });
        assertThat(fired).hasValue(1);

        producer.close(Duration.ZERO);
        producer.close(Duration.ZERO);

        assertThat(fired).hasValue(2);
        assertThat(producer.retries()).isZero();
    }
}
