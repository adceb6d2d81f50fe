package io.quarkiverse.eventstream.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.runtime.config.Settings;
import io.quarkiverse.eventstream.runtime.thread.BusThreads;
import io.quarkiverse.eventstream.spi.StreamConnection;

class SenderWatchTest {

    private final BusThreads threads = new BusThreads(Runnable::run);

    @AfterEach
    void closeThreads() {
        threads.close();
    }

    private int scheduled() {
        return ((ScheduledThreadPoolExecutor) threads.timer()).getQueue().size();
    }

    @Test
    void aSenderThatIsNotUsedTakesNoTimer() {
        StreamConnection connection = new KafkaStreamProvider(Settings.config(Map.of()),
                Map.of("bootstrap.servers", "localhost:1"),
                threads, ClientEvents.NONE).open(Settings.of(Map.of()));
        assertThat(scheduled()).isZero();

        connection.send(new ProducerRecord<>("orders", new byte[0]), Duration.ofMinutes(1), (written, error) -> {});
        assertThat(scheduled()).as("the watch of one sender, its record's deadline, and the recheck").isBetween(2, 3);

        connection.close(Duration.ZERO);
    }
}
